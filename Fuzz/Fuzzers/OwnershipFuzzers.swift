import Ownership

/// Reads an inventory; what is read is written as it was.
func fuzzPackageInventory(_ bytes: [UInt8]) {
    guard let inventory = try? PackageInventory(bytes: bytes, name: "i") else { return }
    let again = try? PackageInventory(bytes: inventory.bytes, name: "i")
    precondition(again == inventory, "another inventory than was written")
}
