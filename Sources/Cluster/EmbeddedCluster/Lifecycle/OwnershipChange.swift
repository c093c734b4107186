import Glibc

/// A change that the garbage collector must look at.
package struct OwnershipChange: Sendable {
    /// The beginning of the keys of the object's resource.
    var prefix: String
    /// The object after the change, or in its last state.
    var object: StoredObject
    /// Whether the object is gone.
    var isDeletion: Bool

    /// Nil when the change concerns no owner and no dependant.
    init?(_ change: StoredChange, prefix: String) {
        isDeletion = change.kind == .deleted
        guard isDeletion || Self.concerns(change.object) else { return nil }
        self.prefix = prefix
        object = change.object
    }

    /// An object that is there, seen for the first time; nil when it concerns no owner and no dependant.
    init?(present object: StoredObject, prefix: String) {
        guard Self.concerns(object) else { return nil }
        self.prefix = prefix
        self.object = object
        isDeletion = false
    }

    /// Whether an object has an owner, or waits as an owner; a search in the text, because most objects do
    /// neither and parsing each would cost more than storing it.
    static func concerns(_ object: StoredObject) -> Bool {
        object.bytes.contains("\"ownerReferences\"") || object.bytes.contains("\"deletionTimestamp\"")
    }
}

extension [UInt8] {
    /// Whether a text that begins with a quote stands in the bytes; `memchr` leaps from quote to quote.
    fileprivate func contains(_ text: StaticString) -> Bool {
        withUnsafeBytes { bytes in
            guard var place = bytes.baseAddress else { return false }
            let end = place + bytes.count
            while end - place >= text.utf8CodeUnitCount,
                let quote = memchr(place, 0x22, end - place - text.utf8CodeUnitCount + 1)
            {
                if memcmp(quote, text.utf8Start, text.utf8CodeUnitCount) == 0 { return true }
                place = UnsafeRawPointer(quote) + 1
            }
            return false
        }
    }
}
