import XCCDF

/// What a profile is for, as the Compliance Operator tells it from the first CPE name of the profile, or else of
/// the benchmark.
struct ScannedProduct: Equatable {
    /// `Node` for an operating system's name, else `Platform`.
    let type: String
    /// The name's parts after its type, joined by `_`.
    let name: String

    /// - Parameter bundle: the product's name when no CPE name tells it; what is scanned then is the machine.
    init(of profile: XCCDF.Profile, in benchmark: Benchmark, otherwise bundle: String) {
        guard
            let cpe = [profile.platforms.first, benchmark.platforms.first].compactMap({ $0 })
                .first(where: { $0.hasPrefix("cpe:/") })
        else {
            (type, name) = ("Node", bundle)
            return
        }
        type = cpe.hasPrefix("cpe:/o:") ? "Node" : "Platform"
        name = cpe.dropFirst(7).split(separator: ":").joined(separator: "_")
    }
}
