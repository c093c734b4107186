import AideCommands
import Capability
import FileIntegrity
import Glibc
import OscapCommands
import SCAP

/// A program whose command line Martlet speaks when it is called by its name, as a link or as the first word.
enum PeerProgram: String, CaseIterable {
    case aide, oscap

    /// The peer that a command line calls, with the command line as the peer has it; nil for our own.
    static func called(by arguments: [String]) -> (peer: PeerProgram, arguments: [String])? {
        if let name = arguments.first?.split(separator: "/").last,
            let peer = PeerProgram(rawValue: String(name))
        {
            return (peer, arguments)
        }
        guard let word = arguments.dropFirst().first, let peer = PeerProgram(rawValue: word) else {
            return nil
        }
        return (peer, Array(arguments.dropFirst()))
    }

    /// Runs a command line and returns the exit code.
    func run(_ arguments: [String]) -> Int32 {
        switch self {
        case .oscap: return Oscap(terminal: .process, cache: .usual()).run(arguments)
        case .aide:
            // Nothing in a configuration says which version of the language it is in.
            let wanted = getenv("MARTLET_AIDE_DIALECT").map { String(cString: $0) } ?? Dialect.v0_18.rawValue
            guard let dialect = Dialect(rawValue: wanted) else {
                let known = Dialect.allCases.map(\.rawValue).joined(separator: ", ")
                StandardError.write("MARTLET_AIDE_DIALECT: \"\(wanted)\" is none of \(known)")
                return AideExit.arguments
            }
            return Aide(dialect: dialect, console: .process).run(arguments)
        }
    }
}
