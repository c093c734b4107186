/// The order of a database: a directory, then what is in it, names in byte order.
enum PathOrder {
    /// Whether one path comes before another: the first byte that differs decides, and a slash comes before
    /// all others.
    static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                for index in 0..<min(left.count, right.count) where left[index] != right[index] {
                    if left[index] == UInt8(ascii: "/") { return true }
                    if right[index] == UInt8(ascii: "/") { return false }
                    return left[index] < right[index]
                }
                return left.count < right.count
            }
        }
    }
}
