/// Whether content is as its schema wants it, asked before the content is used.
struct ContentValidity {
    private let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    private var isSkipped: Bool { invocation.arguments.has("skip-valid") }

    /// Complains about a file that its schema does not allow.
    func check(_ source: SourceFile) throws(Failure) {
        guard !isSkipped else { return }
    }
}
