import Glibc
import Host
import XCCDF

extension TestResultSubject {
    /// The machine that was scanned, as result documents describe it.
    init(host: Host, benchmarkHref: String) {
        let interfaces = host.networkInterfaces()
        let addresses = interfaces.map { String($0.address.prefix { $0 != "/" }) }
        let hardware = Set(interfaces.map(\.hardwareAddress)).subtracting([""]).sorted()
        let name = host.name()
        self.init(
            target: name, addresses: addresses,
            facts: TestResultSubject.facts(
                scanner: ("Martlet", ""), hostName: name, domainName: name, hardwareAddresses: hardware,
                addresses: addresses), benchmarkHref: benchmarkHref)
        if let entry = getpwuid(geteuid()), let user = entry.pointee.pw_name {
            identity = Identity(
                name: String(cString: user), isAuthenticated: false, isPrivileged: geteuid() == 0)
        }
    }
}
