/// pip's `requirements.txt`: the requirements that are pinned to one version (PEP 440, "Version matching").
struct RequirementsCataloger: ListingCataloger {
    let type = PackageType.pypi
    let interest = FileInterest(suffixes: ["requirements.txt"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        // Packages ship the requirements of their own tests.
        guard !file.isBelow("site-packages"), !file.isBelow("dist-packages") else { return }
        var whole = ""
        for line in try file.text().split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasSuffix("\\"), whole.utf8.count < 1 << 16 {
                whole += line.dropLast()
                continue
            }
            whole += line
            if let (name, version) = Self.pin(whole) { listing.add(name: name, version: version) }
            whole = ""
        }
    }

    /// Reads `Name[extra]==1.0 ; marker --hash=… # comment`; nil for anything but one exact version.
    static func pin(_ line: String) -> (name: String, version: String)? {
        var code = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        code = code.prefix { $0 != ";" }
        if let option = code.firstRange(of: " --") { code = code[..<option.lowerBound] }
        code = code.trimmed
        guard let first = code.utf8.first, first != UInt8(ascii: "-"), let equals = code.firstRange(of: "==")
        else {
            return nil
        }
        var version = code[equals.upperBound...]
        if version.hasPrefix("=") { version = version.dropFirst() }
        version = version.trimmed
        let name = code[..<equals.lowerBound].prefix { $0 != "[" }.trimmed
        guard !version.isEmpty, !version.contains(where: { " ,*<>=!~()".contains($0) }), !name.isEmpty,
            name.utf8.allSatisfy(Self.isOfName)
        else { return nil }
        return (PythonName.normalized(name), String(version))
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
        return rest
    }
}
