extension CELLibrary {
    /// `url('https://example.com/')` and its parts.
    static let urls = CELLibrary(
        [
            CELFunction("url", [.string], .url, cost: .traversal(0)) { a throws(CELEvaluationError) in
                let text = try a.text(0)
                guard let url = CELURL(text) else {
                    throw .failed(
                        "URL parse error during conversion from string: parse \"\(text)\": invalid URI for request"
                    )
                }
                return .host(url)
            },
            CELFunction("isURL", [.string], .bool, cost: .traversal(0)) { a throws(CELEvaluationError) in
                .bool(CELURL(try a.text(0)) != nil)
            },
            CELFunction("getQuery", isMember: true, [.url], .map(.string, .list(.string))) {
                a throws(CELEvaluationError) in
                let parameters = try a.host(0, as: CELURL.self).parameters
                return .map(
                    try CELMap(parameters.map { (.string($0.name), .list($0.values.map(CELValue.string))) }))
            },
        ] + parts)

    private static let getters: [(String, @Sendable (CELURL) -> String)] = [
        ("getScheme", { $0.scheme }), ("getHost", { $0.host }), ("getHostname", { $0.hostname }),
        ("getPort", { $0.port }), ("getEscapedPath", { $0.path }),
    ]

    private static let parts: [CELFunction] = getters.map { name, part in
        CELFunction(name, isMember: true, [.url], .string) { a throws(CELEvaluationError) in
            .string(part(try a.host(0, as: CELURL.self)))
        }
    }
}
