extension CELLibrary {
    /// What kube-apiserver 1.33 adds to the language, besides what speaks of its own objects.
    static let kubernetes = CELLibrary(
        [lists, patterns, strings, sets, urls, quantities, addresses, networks, semver].flatMap(\.functions))
}
