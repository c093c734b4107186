@testable import OVAL

/// Three versions, a line each, are ordered the same way from both sides and without a circle.
func fuzzVersions(_ bytes: [UInt8]) {
    let texts = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    guard texts.count == 3 else { return }
    for order in [EVR.order, DebianEVR.order] {
        for first in texts {
            precondition(order(first, first) == 0, "a version that is not itself")
            for second in texts {
                precondition(order(first, second).signum() == -order(second, first).signum(), "two orders")
                for third in texts where order(first, second) <= 0 && order(second, third) <= 0 {
                    precondition(order(first, third) <= 0, "a circle")
                }
            }
        }
    }
}
