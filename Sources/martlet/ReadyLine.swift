import Glibc

/// The one line that says that everything is up, once everything has said so.
actor ReadyLine {
    private let kubeconfig: String
    private var api: String?
    private var console: String?

    init(kubeconfig: String) { self.kubeconfig = kubeconfig }

    /// The API server listens at an address.
    func apiListens(at address: String) {
        api = address
        tellWhenComplete()
    }

    /// The console listens at an address.
    func consoleListens(at address: String) {
        console = address
        tellWhenComplete()
    }

    private func tellWhenComplete() {
        guard let api, let console else { return }
        print("martlet is ready: API \(api) console \(console) kubeconfig \(kubeconfig)")
        fflush(nil)
    }
}
