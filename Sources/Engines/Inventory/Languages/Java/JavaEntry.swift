/// What an entry of a Java archive has to tell, by its name.
enum JavaEntry {
    case manifest
    /// `META-INF/maven/<group>/<artifact>/pom.properties`.
    case properties
    /// The model of the project, in the same directory.
    case model
    case archive

    init?(_ name: String) {
        let lower = name.lowercased()
        if lower == "meta-inf/manifest.mf" {
            self = .manifest
        } else if name.hasSuffix("/pom.properties") {
            self = .properties
        } else if name.hasPrefix("META-INF/maven/"), name.hasSuffix("/pom.xml") {
            self = .model
        } else if let dot = lower.lastIndex(of: "."),
            JavaArchiveCataloger.suffixes.contains(String(lower[dot...]))
        {
            self = .archive
        } else {
            return nil
        }
    }

    /// Decides by the last bytes, so that the names of classes cost nothing.
    static func isWanted(_ name: UnsafeRawBufferPointer) -> Bool {
        guard let last = name.last else { return false }
        switch last | 0x20 {
        case UInt8(ascii: "s"):
            // `.class` ends so too; properties of Maven stand in directories.
            guard name.count >= 15, name[name.count - 2] == UInt8(ascii: "e") else { return false }
        case UInt8(ascii: "f"): guard name.count == 20 else { return false }
        case UInt8(ascii: "l"):
            guard name.count >= 8, name[name.count - 4] == UInt8(ascii: ".") else { return false }
        case UInt8(ascii: "r"), UInt8(ascii: "i"), UInt8(ascii: "g"): break
        default: return false
        }
        return JavaEntry(String(decoding: name, as: UTF8.self)) != nil
    }
}
