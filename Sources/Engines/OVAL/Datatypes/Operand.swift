import Patterns
import VersionOrder

/// A stated value made ready to be compared with observed ones.
///
/// Everything that can be done once is done here: numbers are parsed and patterns compiled, so that one
/// operand can be held against very many items.
struct Operand: Sendable {
    /// The stated value.
    let text: String
    /// The operation.
    let operation: Operation
    private let form: Form

    private enum Form: Sendable {
        case bytes([UInt8])
        case foldedBytes([UInt8])
        case pattern(Pattern)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        case binary([UInt8])
        case ordered(@Sendable (_ first: String, _ second: String) -> Int)
        case network(NetworkAddress)
    }

    /// Reads a stated value.
    ///
    /// - Throws: ``OperandError`` when it is no value of its datatype, no regular expression, or the operation
    ///   means nothing for the datatype.
    init(_ text: String, datatype: Datatype, operation: Operation) throws(OperandError) {
        self.text = text
        self.operation = operation
        func invalid(_ reason: String) -> OperandError {
            OperandError(value: text, datatype: datatype, operation: operation, reason: reason)
        }
        if operation == .patternMatch {
            // oscap, too, refuses a pattern for anything but text.
            guard datatype == .string else { throw invalid("the operation means nothing for the datatype") }
            do throws(PatternError) {
                form = .pattern(try PatternCache.shared.pattern(text))
            } catch {
                throw invalid(error.description)
            }
            return
        }
        switch (datatype, operation) {
        case (.string, .equals), (.string, .notEqual): form = .bytes(Array(text.utf8))
        case (_, .caseInsensitiveEquals), (_, .caseInsensitiveNotEqual):
            form = .foldedBytes(text.utf8.map(Self.folded))
        case (.string, _): throw invalid("the operation means nothing for a string")
        case (.int, .subsetOf), (.int, .supersetOf): throw invalid("the operation means nothing for a number")
        case (.int, _):
            guard let number = Self.integer(text.utf8) else { throw invalid("it is no whole number") }
            form = .integer(number)
        case (.float, _):
            guard let number = Self.float(text.utf8) else { throw invalid("it is no number") }
            form = .float(number)
        case (.boolean, .equals), (.boolean, .notEqual):
            form = .boolean(Self.boolean(text.utf8))
        case (.binary, .equals), (.binary, .notEqual): form = .binary(text.utf8.map(Self.folded))
        // A missing epoch is zero, as for librpm; oscap orders it before zero, which only shows in content that leaves
        // the epoch out.
        case (.evrString, _): form = .ordered { VersionScheme.rpm.compare($0, $1) }
        case (.debianEVRString, _): form = .ordered { VersionScheme.dpkg.compare($0, $1) }
        case (.version, _): form = .ordered(DottedVersion.order)
        // Cisco IOS trains and HP-UX fileset revisions: runs of digits and letters in turn.
        case (.iosVersion, _), (.filesetRevision, _): form = .ordered(RPMSegments.order)
        case (.ipv4Address, _), (.ipv6Address, _):
            guard let address = NetworkAddress(text, isV6: datatype == .ipv6Address) else {
                throw invalid("it is no network address")
            }
            form = .network(address)
        default: throw invalid("the operation means nothing for the datatype")
        }
        if case .ordered = form, operation.verdict(0) == nil {
            throw invalid("the operation means nothing for the datatype")
        }
    }

    /// The compiled regular expression of a pattern match.
    var pattern: Pattern? { if case .pattern(let pattern) = form { pattern } else { nil } }

    /// How an observed value compares.
    func verdict(on value: ItemValue) -> Verdict {
        switch (form, value) {
        case (.integer(let stated), .integer(let observed)): return compare(observed, stated)
        case (.boolean(let stated), .boolean(let observed)):
            return Verdict((observed == stated) == (operation == .equals))
        case (.float(let stated), .float(let observed)): return compare(observed, stated)
        case (_, .bytes(let observed)): return observed.withUnsafeBufferPointer { verdict(onBytes: $0) }
        case (_, .record): return .error
        default:
            var observed = value.text
            return observed.withUTF8 { verdict(onBytes: $0) }
        }
    }

    /// How observed text compares.
    func verdict(onBytes observed: UnsafeBufferPointer<UInt8>) -> Verdict {
        switch form {
        case .bytes(let stated):
            return Verdict(observed.elementsEqual(stated) == (operation == .equals))
        case .foldedBytes(let stated):
            let same =
                observed.count == stated.count && zip(observed, stated).allSatisfy { Self.folded($0) == $1 }
            return Verdict(same == (operation == .caseInsensitiveEquals))
        case .binary(let stated):
            let same =
                observed.count == stated.count && zip(observed, stated).allSatisfy { Self.folded($0) == $1 }
            return Verdict(same == (operation == .equals))
        case .pattern(let pattern):
            guard let found = try? pattern.matches(observed) else { return .error }
            return Verdict(found)
        case .integer(let stated):
            guard let number = Self.integer(observed) else { return .error }
            return compare(number, stated)
        case .float(let stated):
            guard let number = Self.float(observed) else { return .error }
            return compare(number, stated)
        case .boolean(let stated):
            return Verdict((Self.boolean(observed) == stated) == (operation == .equals))
        case .ordered(let compare):
            let order = compare(String(decoding: observed, as: UTF8.self), text)
            return operation.verdict(order).map { Verdict($0) } ?? .error
        case .network(let stated):
            let text = String(decoding: observed, as: UTF8.self)
            guard let address = NetworkAddress(text, isV6: stated.isV6) else { return .error }
            return address.verdict(operation, stated)
        }
    }

    private func compare<Number: Comparable>(_ observed: Number, _ stated: Number) -> Verdict {
        if let truth = operation.verdict(observed == stated ? 0 : observed < stated ? -1 : 1) {
            return Verdict(truth)
        }
        guard let observed = observed as? Int64, let stated = stated as? Int64 else { return .error }
        switch operation {
        case .bitwiseAnd: return Verdict(observed & stated == stated)
        case .bitwiseOr: return Verdict(observed | stated == stated)
        default: return .error
        }
    }

    static func folded(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// Only `true` and `1` are true; oscap takes every other text for false.
    static func boolean(_ text: some Sequence<UInt8>) -> Bool {
        text.elementsEqual("true".utf8) || text.elementsEqual("1".utf8)
    }

    /// A whole number that is the entire text but for white space before it, as strtoll(3) reads it; or nil.
    static func integer(_ text: some Collection<UInt8>) -> Int64? {
        let digits = text.drop { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    /// A number that is the entire text but for white space before it; or nil.
    static func float(_ text: some Collection<UInt8>) -> Double? {
        let digits = text.drop { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        return Double(String(decoding: digits, as: UTF8.self))
    }
}

/// A stated value that cannot be compared with anything.
public struct OperandError: Error, Sendable, CustomStringConvertible {
    /// The stated value.
    public let value: String
    /// The type that it should have.
    public let datatype: Datatype
    /// The operation.
    public let operation: Operation
    /// What is wrong.
    public let reason: String

    /// One line that quotes at most 80 characters of the value.
    public var description: String {
        "value \"\(value.prefix(80))\" cannot be used with \"\(operation.rawValue)\" as \(datatype.rawValue): \(reason)"
    }
}
