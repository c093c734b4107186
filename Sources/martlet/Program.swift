import ArgumentParser
import CLinux
import Capability
import FileEvents
import Glibc

/// Where the process begins.
@main
enum Program {
    static func main() async {
        // An arena a thread would hold on to most of what its thread once needed.
        mallopt(M_ARENA_MAX, 2)
        if let call = PeerProgram.called(by: CommandLine.arguments) { exit(call.peer.run(call.arguments)) }
        // Capabilities belong to threads, so they are given up before there is a second one.
        let isDaemon = ["up", "agent"].contains(CommandLine.arguments.dropFirst().first)
        let broker = isDaemon && geteuid() == 0 ? EventBroker.start() : nil
        if isDaemon { keepOnlyReading() }
        await EventBroker.$current.withValue(broker) {
            await ClusterConnector.$current.withValue(.remote) { await Martlet.main() }
        }
    }

    /// Gives up every privilege of a daemon of root but to read any file and to listen on any port.
    ///
    /// It looks at everything and changes nothing but its own state. What the kernel tells of changes alone is asked
    /// for by its broker.
    private static func keepOnlyReading() {
        guard geteuid() == 0 else { return }
        let kept: UInt32 = 1 << UInt32(CAP_DAC_READ_SEARCH) | 1 << UInt32(CAP_NET_BIND_SERVICE)
        if martlet_keep_capabilities(kept) != 0 {
            StandardError.write("privileges could not be given up: \(String(cString: strerror(errno)))")
            exit(1)
        }
    }
}
