/// The order of two runs of digits of any length.
func digitOrder(_ first: Substring.UTF8View, _ second: Substring.UTF8View) -> Int {
    let (first, second) = (first.drop { $0 == UInt8(ascii: "0") }, second.drop { $0 == UInt8(ascii: "0") })
    if first.count != second.count { return first.count < second.count ? -1 : 1 }
    for (left, right) in zip(first, second) where left != right { return left < right ? -1 : 1 }
    return 0
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

/// Whether a byte is an ASCII letter.
func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
