/// Java's archives: jar, war and ear, and what application servers and Jenkins name otherwise.
struct JavaArchiveCataloger: Cataloger {
    static let suffixes: Set<String> = [
        ".jar", ".war", ".ear", ".par", ".sar", ".nar", ".kar", ".jpi", ".hpi", ".lpkg",
    ]

    let interest = FileInterest(suffixes: suffixes)

    func catalog(_ file: borrowing CatalogedFile, into packages: inout [Package]) throws(InventoryProblem) {
        let reader = JavaArchiveReader(path: file.path)
        reader.read(file.content, name: String(file.name), place: nil, depth: 1)
        try reader.deliver(into: &packages)
    }
}
