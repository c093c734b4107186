import Bytes

/// bun's lock file in text: JSON with comments and commas before closing brackets.
struct BunLockCataloger: ListingCataloger {
    let type = PackageType.npm
    let interest = FileInterest(names: ["bun.lock"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard !file.isBelow("node_modules") else { return }
        let text = Self.plain(try file.text(limit: CatalogedFile.textLimit))
        for (_, package) in try file.json(of: text)["packages"].members {
            guard let id = package.elements.first?.string, let at = id.dropFirst().firstIndex(of: "@") else {
                continue
            }
            let version = id[id.index(after: at)...]
            // "workspace:app" is a part of the project; addresses and files name no version.
            guard !version.contains(":"), !version.contains("/") else { continue }
            listing.add(path: String(id[..<at]), version: String(version))
        }
    }

    /// Puts blanks in the place of what JSON does not have.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        var (result, place, comma) = (text, 0, Int?.none)
        func blank(_ range: Range<Int>) { for index in range { result[index] = 0x20 } }
        while place < text.count {
            let start = place
            place += 1
            switch text[start] {
            case UInt8(ascii: "\""):
                comma = nil
                while place < text.count, text[place] != UInt8(ascii: "\"") {
                    place += text[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                place += 1
            case UInt8(ascii: "/") where place < text.count && text[place] == UInt8(ascii: "/"):
                while place < text.count, text[place] != 0x0A { place += 1 }
                blank(start..<place)
            case UInt8(ascii: "/") where place < text.count && text[place] == UInt8(ascii: "*"):
                place += 1
                while place < text.count,
                    text[place - 1] != UInt8(ascii: "*") || text[place] != UInt8(ascii: "/")
                        || place < start + 3
                { place += 1 }
                place = min(place + 1, text.count)
                blank(start..<place)
            case UInt8(ascii: ","): comma = start
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if let comma { result[comma] = 0x20 }
                comma = nil
            case 0x20, 0x09, 0x0A, 0x0D: break
            default: comma = nil
            }
        }
        return result
    }
}
