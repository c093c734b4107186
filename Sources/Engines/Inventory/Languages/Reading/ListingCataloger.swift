/// A cataloger of files that each tell of packages of one type.
protocol ListingCataloger: Cataloger {
    var type: PackageType { get }

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem)
}

extension ListingCataloger {
    func catalog(_ file: borrowing CatalogedFile, into packages: inout [Package]) throws(InventoryProblem) {
        var listing = Listing(type, path: file.path)
        do throws(InventoryProblem) {
            try list(file, in: &listing)
        } catch {
            packages += listing.packages
            throw error
        }
        try listing.deliver(into: &packages)
    }
}
