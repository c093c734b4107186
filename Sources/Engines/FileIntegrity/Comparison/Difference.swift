/// One file that is not, in every respect, as it was.
public struct Difference: Sendable {
    /// What the old database says; nil when it says nothing.
    public var old: Entry?
    /// What is now; nil when there is nothing.
    public var new: Entry?
    /// The attributes that both know and that differ.
    public var changed: AttributeSet = []
    /// The file's name was given to what another file of the directory was (the attributes `I` and
    /// `compressed`).
    var isMovedIn = false
    /// What the file was has another name of the directory now.
    var isMovedOut = false

    /// The name.
    public var path: [UInt8] { new?.path ?? old?.path ?? [] }

    /// Whether both sides are known.
    var isOfBoth: Bool { old != nil && new != nil }
    /// Whether being new does not count (the attribute `ANF`).
    var mayBeNew: Bool { new?.attributes.has(.allowNewFile) ?? false }
    /// Whether being gone does not count (the attribute `ARF`).
    var mayBeGone: Bool { old?.attributes.has(.allowRemovedFile) ?? false }
}
