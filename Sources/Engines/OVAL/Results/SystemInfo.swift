import Host

/// The machine that was looked at (OVAL 5.11, `oval-sc:SystemInfoType`).
public struct SystemInfo: Sendable, Equatable {
    /// An address of a network interface (`oval-sc:InterfaceType`).
    public struct Interface: Sendable, Equatable {
        /// The interface's name.
        public var name: String
        /// The address.
        public var address: String
        /// The hardware address as six pairs of digits; empty when there is none.
        public var hardwareAddress: String

        /// An address.
        public init(name: String, address: String, hardwareAddress: String = "") {
            self.name = name
            self.address = address
            self.hardwareAddress = hardwareAddress
        }

        /// An address that a host has, without the length of its prefix.
        public init(_ interface: NetworkInterface) {
            name = interface.name
            address = String(interface.address.prefix { $0 != "/" })
            hardwareAddress = interface.hardwareAddress
        }
    }

    /// The system's name, such as `Debian GNU/Linux`.
    public var name = ""
    /// The system's version, such as `12 (bookworm)`.
    public var version = ""
    /// The processor's architecture, such as `x86_64`.
    public var architecture = ""
    /// The machine's name in the network.
    public var hostName = ""
    /// The addresses of the network interfaces.
    public var interfaces: [Interface] = []

    /// A machine of which nothing is known yet.
    public init() {}

    /// What a host says of itself; a directory has no architecture and no interfaces.
    ///
    /// - Parameter interfaces: the addresses; nil asks the host.
    public init(_ host: Host, interfaces: [Interface]? = nil) {
        let release = host.osRelease()
        name = release["NAME"] ?? host.systemName()?.systemName ?? ""
        version = release["VERSION"] ?? release["VERSION_ID"] ?? host.systemName()?.release ?? ""
        architecture = host.systemName()?.machine ?? ""
        hostName = host.name()
        self.interfaces = interfaces ?? host.networkInterfaces().map(Interface.init)
    }
}
