public import Host
public import OVAL
public import XCCDF

extension TestResultSubject {
    /// The machine that was scanned, as result documents describe it: its name, addresses and interfaces.
    ///
    /// - Parameters:
    ///   - system: what is known of the machine.
    ///   - name: what the machine is called; its own name unless told otherwise.
    ///   - account: who scans; nil when the system has no name for it.
    public init(
        _ system: SystemInfo, name: String? = nil, account: ProcessAccount? = ProcessAccount(),
        benchmarkHref: String
    ) {
        let name = name ?? system.hostName
        let addresses = system.interfaces.map(\.address)
        // An interface stands in the list once for each of its addresses.
        var seen: Set<String> = []
        let cards = system.interfaces.filter { seen.insert($0.name).inserted && !$0.hardwareAddress.isEmpty }
        self.init(
            target: name, addresses: addresses,
            facts: TestResultSubject.facts(
                scanner: ("Martlet", ""), hostName: name, domainName: name,
                hardwareAddresses: cards.map(\.hardwareAddress), addresses: addresses),
            benchmarkHref: benchmarkHref)
        identity = account.map {
            Identity(name: $0.name, isAuthenticated: false, isPrivileged: $0.isSuperuser)
        }
    }
}
