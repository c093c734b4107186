/// The order in which go-yaml prints keys: digits by their number, letters after everything else.
enum NaturalOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        for index in 0..<min(a.count, b.count) where a[index] != b[index] {
            let (first, second) = (a[index], b[index])
            let (isFirstLetter, isSecondLetter) = (
                first.properties.isAlphabetic, second.properties.isAlphabetic
            )
            if isFirstLetter && isSecondLetter { return first < second }
            if isFirstLetter || isSecondLetter { return isSecondLetter }
            return compareNumbers(a, b, at: index)
        }
        return a.count < b.count
    }

    private static func compareNumbers(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], at index: Int) -> Bool {
        var (first, second): (UInt64, UInt64) = (0, 0)
        if a[index] == "0" || b[index] == "0" {
            var back = index - 1
            while back >= 0, isDigit(a[back]) {
                // A zero inside of a number counts; a leading one does not.
                if a[back] != "0" {
                    (first, second) = (1, 1)
                    break
                }
                back -= 1
            }
        }
        let firstEnd = accumulate(a, from: index, into: &first)
        let secondEnd = accumulate(b, from: index, into: &second)
        if first != second { return first < second }
        if firstEnd != secondEnd { return firstEnd < secondEnd }
        return a[index] < b[index]
    }

    private static func accumulate(_ text: [Unicode.Scalar], from start: Int, into number: inout UInt64)
        -> Int
    {
        var index = start
        while index < text.count, isDigit(text[index]) {
            number = number &* 10 &+ UInt64(text[index].value - 0x30)
            index += 1
        }
        return index
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
}
