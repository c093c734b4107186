import Glibc

/// What a process without rights asks its broker for; one message each way.
enum BrokerRequest: Equatable {
    /// A queue of the events of the file system that holds the directory whose descriptor comes with the message.
    case queue
    /// The file that a process runs.
    case executable(Int32)

    /// The message: a letter for the kind, and a process's number in four bytes, the lowest first.
    var bytes: [UInt8] {
        switch self {
        case .queue: [UInt8(ascii: "q")]
        case .executable(let process):
            [UInt8(ascii: "e")] + withUnsafeBytes(of: process.littleEndian) { Array($0) }
        }
    }

    /// Reads a message; nil for one that is not of the form.
    init?(_ bytes: some Collection<UInt8>) {
        let rest = Array(bytes.dropFirst())
        switch bytes.first {
        case UInt8(ascii: "q") where rest.isEmpty: self = .queue
        case UInt8(ascii: "e"):
            guard let process = BrokerAnswer.number(rest), process > 0 else { return nil }
            self = .executable(process)
        default: return nil
        }
    }
}

/// What a broker answers.
enum BrokerAnswer: Equatable {
    /// The kernel refused, for this `errno`.
    case refused(Int32)
    /// A queue, whose descriptor comes with the message; whether its events tell processes by descriptors.
    case queue(tellsProcesses: Bool)
    /// A file's name as the kernel has it.
    case executable([UInt8])

    /// As long as a message can be: the longest name that the kernel gives, and the kind.
    static let limit = Int(PATH_MAX) + 1

    /// The message: a letter for the kind and what belongs to it.
    var bytes: [UInt8] {
        switch self {
        case .refused(let number):
            [UInt8(ascii: "n")] + withUnsafeBytes(of: number.littleEndian) { Array($0) }
        case .queue(let tellsProcesses): [UInt8(ascii: "q"), tellsProcesses ? 1 : 0]
        case .executable(let name): [UInt8(ascii: "e")] + name
        }
    }

    /// Reads a message; nil for one that is not of the form.
    init?(_ bytes: some Collection<UInt8>) {
        let rest = Array(bytes.dropFirst())
        switch bytes.first {
        case UInt8(ascii: "n"):
            guard let number = Self.number(rest), number > 0 else { return nil }
            self = .refused(number)
        case UInt8(ascii: "q"):
            guard rest.count == 1, rest[0] < 2 else { return nil }
            self = .queue(tellsProcesses: rest[0] == 1)
        case UInt8(ascii: "e"):
            guard !rest.isEmpty, rest.count < Self.limit, !rest.contains(0) else { return nil }
            self = .executable(rest)
        default: return nil
        }
    }

    fileprivate static func number(_ bytes: [UInt8]) -> Int32? {
        guard bytes.count == MemoryLayout<Int32>.size else { return nil }
        return bytes.withUnsafeBytes { Int32(littleEndian: $0.loadUnaligned(as: Int32.self)) }
    }
}
