/// A semantic version (semver.org 2.0.0).
public struct CELSemver: Sendable, Hashable, CELHostValue {
    let numbers: [UInt64]
    private let prerelease: [String]
    private let build: [String]

    /// `kubernetes.Semver`.
    public var type: CELType { .semver }

    /// Reads a version; nil for what is none.
    ///
    /// - Parameter normalizes: Whether a `v` in front, missing parts and leading zeros are put right first.
    public init?(_ text: String, normalizes: Bool = false) {
        var core = text[...]
        if normalizes, core.first == "v" { core = core.dropFirst() }
        var build: Substring?
        if let plus = core.firstIndex(of: "+") {
            build = core[core.index(after: plus)...]
            core = core[..<plus]
        }
        var prerelease: Substring?
        if let dash = core.firstIndex(of: "-") {
            prerelease = core[core.index(after: dash)...]
            core = core[..<dash]
        }
        var parts = core.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if normalizes {
            while parts.count < 3 { parts.append("0") }
            parts = parts.map { part in
                let stripped = part.drop { $0 == "0" }
                return stripped.isEmpty && !part.isEmpty ? "0" : String(stripped)
            }
        }
        let numbers = parts.compactMap(Self.number)
        guard parts.count == 3, numbers.count == 3,
            let early = Self.identifiers(prerelease, allowsZeros: false),
            let made = Self.identifiers(build, allowsZeros: true)
        else { return nil }
        self.numbers = numbers
        self.prerelease = early
        self.build = made
    }

    /// The order of precedence: a version before its release is less than it.
    func order(_ other: CELSemver) -> CELOrder {
        for (left, right) in zip(numbers, other.numbers) where left != right { return CELOrder(left, right) }
        if prerelease.isEmpty || other.prerelease.isEmpty {
            return CELOrder(prerelease.isEmpty ? 1 : 0, other.prerelease.isEmpty ? 1 : 0)
        }
        for (left, right) in zip(prerelease, other.prerelease) where left != right {
            switch (Self.number(left), Self.number(right)) {
            case (let left?, let right?): return CELOrder(left, right)
            case (nil, nil): return CELOrder(left, right)
            case (let left, _): return left == nil ? .greater : .less
            }
        }
        return CELOrder(prerelease.count, other.prerelease.count)
    }

    private static func number(_ text: String) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            text.utf8.count == 1 || text.utf8.first != 0x30
        else { return nil }
        return UInt64(text)
    }

    private static func identifiers(_ text: Substring?, allowsZeros: Bool) -> [String]? {
        guard let text else { return [] }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let areValid = parts.allSatisfy { part in
            let isWord = part.utf8.allSatisfy {
                ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A)
                    || $0 == UInt8(ascii: "-")
            }
            let isNumber = part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            return !part.isEmpty && isWord && (allowsZeros || !isNumber || number(part) != nil)
        }
        return areValid ? parts : nil
    }
}

extension CELLibrary {
    /// `semver('1.2.3')` and what is done with versions.
    static let semver = CELLibrary(
        [false, true].flatMap { normalizes in
            [
                CELFunction("semver", [.string] + (normalizes ? [.bool] : []), .semver, cost: .traversal(0)) {
                    a throws(CELEvaluationError) in
                    guard
                        let version = CELSemver(try a.text(0), normalizes: normalizes ? try a.bool(1) : false)
                    else {
                        throw .failed("semver parse error during conversion from string: invalid version")
                    }
                    return .host(version)
                },
                CELFunction("isSemver", [.string] + (normalizes ? [.bool] : []), .bool, cost: .traversal(0)) {
                    a throws(CELEvaluationError) in
                    .bool(CELSemver(try a.text(0), normalizes: normalizes ? try a.bool(1) : false) != nil)
                },
            ]
        }
            + ["major", "minor", "patch"].enumerated().map { index, name in
                CELFunction(name, isMember: true, [.semver], .int) { a throws(CELEvaluationError) in
                    .int(Int64(clamping: try a.host(0, as: CELSemver.self).numbers[index]))
                }
            }
            + [
                comparison("isLessThan", .bool) { .bool($0 == .less) },
                comparison("isGreaterThan", .bool) { .bool($0 == .greater) },
                comparison("compareTo", .int) { .int($0 == .less ? -1 : $0 == .greater ? 1 : 0) },
            ])

    private static func comparison(
        _ name: String, _ result: CELType, _ answer: @escaping @Sendable (CELOrder) -> CELValue
    ) -> CELFunction {
        CELFunction(name, isMember: true, [.semver, .semver], result) { a throws(CELEvaluationError) in
            answer(try a.host(0, as: CELSemver.self).order(try a.host(1, as: CELSemver.self)))
        }
    }
}
