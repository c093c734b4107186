/// `EPOCH:UPSTREAM-REVISION` in dpkg's order (Debian Policy 5.6.12; OVAL 5.11, `debian_evr_string`).
enum DebianEVR {
    @Sendable static func order(_ first: String, _ second: String) -> Int {
        let (left, right) = (parts(first), parts(second))
        let byEpoch = digitOrder(left.epoch.utf8, right.epoch.utf8)
        if byEpoch != 0 { return byEpoch }
        let byUpstream = partOrder(left.upstream, right.upstream)
        if byUpstream != 0 { return byUpstream }
        return partOrder(left.revision, right.revision)
    }

    private static func parts(_ text: String) -> (epoch: Substring, upstream: Substring, revision: Substring)
    {
        var rest = Substring(text)
        var epoch: Substring = "0"
        if let colon = rest.firstIndex(of: ":"), rest[..<colon].utf8.allSatisfy(isDigit) {
            epoch = rest[..<colon]
            rest = rest[rest.index(after: colon)...]
        }
        guard let dash = rest.lastIndex(of: "-") else { return (epoch, rest, "") }
        return (epoch, rest[..<dash], rest[rest.index(after: dash)...])
    }

    /// Non-digits and digits in turn; `~` is before the end, letters before everything else.
    private static func partOrder(_ first: Substring, _ second: Substring) -> Int {
        var (left, right) = (first.utf8, second.utf8)
        while !left.isEmpty || !right.isEmpty {
            while left.first.map({ !isDigit($0) }) ?? false || right.first.map({ !isDigit($0) }) ?? false {
                let (leftWeight, rightWeight) = (weight(left.first), weight(right.first))
                if leftWeight != rightWeight { return leftWeight < rightWeight ? -1 : 1 }
                left = left.dropFirst()
                right = right.dropFirst()
            }
            let (leftRun, rightRun) = (left.prefix(while: isDigit), right.prefix(while: isDigit))
            let order = digitOrder(leftRun, rightRun)
            if order != 0 { return order }
            left = left[leftRun.endIndex...]
            right = right[rightRun.endIndex...]
        }
        return 0
    }

    private static func weight(_ byte: UInt8?) -> Int {
        guard let byte, !isDigit(byte) else { return 0 }
        if byte == UInt8(ascii: "~") { return -1 }
        return isLetter(byte) ? Int(byte) : Int(byte) + 256
    }
}
