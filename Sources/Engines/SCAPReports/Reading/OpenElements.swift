import Glibc

/// The names of the elements that are open, outermost first.
struct OpenElements {
    /// How many are open.
    var count: Int { lengths.count }

    /// The names one after the other; what lies beyond the last open one's end is of no meaning.
    private var names: [UInt8] = []
    private var lengths: [Int] = []
    private var end = 0

    mutating func push(_ name: UnsafeBufferPointer<UInt8>) {
        // Elements come and go by the hundred thousand: the room of those that are gone is written over.
        let room = min(name.count, names.count - end)
        for index in 0..<room { names[end + index] = name[index] }
        names.append(contentsOf: name[room...])
        end += name.count
        lengths.append(name.count)
    }

    mutating func pop() {
        guard let length = lengths.popLast() else { return }
        end -= length
    }

    mutating func removeAll() {
        lengths.removeAll(keepingCapacity: true)
        end = 0
    }

    /// Whether the innermost has this name.
    func isInnermost(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let length = lengths.last, length == name.count, let wanted = name.baseAddress else {
            return false
        }
        return names.withUnsafeBytes {
            memcmp($0.baseAddress.unsafelyUnwrapped + (end - length), wanted, length) == 0
        }
    }
}
