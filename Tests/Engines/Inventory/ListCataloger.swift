import Inventory

/// A cataloger for tests: files named `packages.txt` have a line `NAME VERSION` for each package, and programs are
/// packages of their own.
struct ListCataloger: Cataloger {
    var wantsPrograms = true

    var interest: FileInterest {
        FileInterest(names: ["packages.txt"], suffixes: [".list.txt"], wantsPrograms: wantsPrograms)
    }

    func catalog(
        _ file: borrowing CatalogedFile, into packages: inout [Package]
    ) throws(InventoryProblem) {
        if file.content.starts(with: [0x7F]) {
            packages.append(Package(type: .golang, name: "program", version: "\(file.content.count)"))
            return
        }
        for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2 else {
                throw InventoryProblem(path: file.path, reason: "a line has no version")
            }
            packages.append(Package(type: .pypi, name: String(words[0]), version: String(words[1])))
        }
    }
}

/// A program in ELF with one section of a name behind its table of names.
func program(section: String, size: Int = 0) -> [UInt8] {
    func little(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let names = Array("\0\(section)\0.shstrtab\0".utf8)
    let table = 64 + size + names.count
    var bytes = [0x7F] + Array("ELF".utf8) + [2, 1, 1] + [UInt8](repeating: 0, count: 9)
    bytes += little(2, 2) + little(62, 2) + little(1, 4) + little(0, 16) + little(table, 8) + little(0, 4)
    bytes += little(64, 2) + little(0, 4) + little(64, 2) + little(1, 2) + little(0, 2)
    bytes += [UInt8](repeating: 7, count: size) + names
    bytes += little(1, 4) + little(3, 4) + little(0, 16) + little(64 + size, 8) + little(names.count, 8)
    return bytes + little(0, 24)
}
