extension CELLibrary {
    /// `ip('10.0.0.1')` and what can be asked of addresses.
    static let addresses = CELLibrary(
        [
            CELFunction("ip", [.string], .ip, cost: .traversal(0)) { a throws(CELEvaluationError) in
                .host(try address(try a.text(0)))
            },
            CELFunction("isIP", [.string], .bool, cost: .traversal(0)) { a throws(CELEvaluationError) in
                .bool(CELAddress(try a.text(0)) != nil)
            },
            CELFunction("ip.isCanonical", [.string], .bool, cost: .traversal(0, times: 2)) {
                a throws(CELEvaluationError) in
                let text = try a.text(0)
                return .bool(try address(text).text == text)
            },
            CELFunction("string", [.ip], .string) { a throws(CELEvaluationError) in
                .string(try a.host(0, as: CELAddress.self).text)
            },
            CELFunction("family", isMember: true, [.ip], .int) { a throws(CELEvaluationError) in
                .int(try a.host(0, as: CELAddress.self).width == 32 ? 4 : 6)
            },
        ] + properties)

    private static let questions: [(String, @Sendable (CELAddress) -> Bool)] = [
        ("isUnspecified", { $0.isUnspecified }), ("isLoopback", { $0.isLoopback }),
        ("isLinkLocalMulticast", { $0.isLinkLocalMulticast }),
        ("isLinkLocalUnicast", { $0.isLinkLocalUnicast }), ("isGlobalUnicast", { $0.isGlobalUnicast }),
    ]

    private static let properties: [CELFunction] = questions.map { name, property in
        CELFunction(name, isMember: true, [.ip], .bool) { a throws(CELEvaluationError) in
            .bool(property(try a.host(0, as: CELAddress.self)))
        }
    }

    /// `cidr('10.0.0.0/8')` and what can be asked of networks.
    static let networks = CELLibrary([
        CELFunction("cidr", [.string], .cidr, cost: .traversal(0)) { a throws(CELEvaluationError) in
            .host(try network(try a.text(0)))
        },
        CELFunction("isCIDR", [.string], .bool, cost: .traversal(0)) { a throws(CELEvaluationError) in
            .bool(CELNetwork(try a.text(0)) != nil)
        },
        CELFunction("string", [.cidr], .string) { a throws(CELEvaluationError) in
            .string(try a.host(0, as: CELNetwork.self).text)
        },
        CELFunction("ip", isMember: true, [.cidr], .ip) { a throws(CELEvaluationError) in
            .host(try a.host(0, as: CELNetwork.self).address)
        },
        CELFunction("masked", isMember: true, [.cidr], .cidr) { a throws(CELEvaluationError) in
            let network = try a.host(0, as: CELNetwork.self)
            return .host(CELNetwork(address: network.address.masked(network.bits), bits: network.bits))
        },
        CELFunction("prefixLength", isMember: true, [.cidr], .int) { a throws(CELEvaluationError) in
            .int(Int64(try a.host(0, as: CELNetwork.self).bits))
        },
        CELFunction("containsIP", isMember: true, [.cidr, .ip], .bool, cost: .constant(4)) {
            a throws(CELEvaluationError) in
            .bool(try a.host(0, as: CELNetwork.self).contains(try a.host(1, as: CELAddress.self)))
        },
        CELFunction("containsIP", isMember: true, [.cidr, .string], .bool, cost: .traversal(1)) {
            a throws(CELEvaluationError) in
            .bool(try a.host(0, as: CELNetwork.self).contains(try address(try a.text(1))))
        },
        CELFunction("containsCIDR", isMember: true, [.cidr, .cidr], .bool, cost: .constant(7)) {
            a throws(CELEvaluationError) in
            .bool(try a.host(0, as: CELNetwork.self).contains(try a.host(1, as: CELNetwork.self)))
        },
        CELFunction("containsCIDR", isMember: true, [.cidr, .string], .bool, cost: .traversal(1)) {
            a throws(CELEvaluationError) in
            .bool(try a.host(0, as: CELNetwork.self).contains(try network(try a.text(1))))
        },
    ])

    private static func address(_ text: String) throws(CELEvaluationError) -> CELAddress {
        guard let address = CELAddress(text) else {
            throw .failed(
                "IP Address \"\(text)\" parse error during conversion from string: unable to parse IP")
        }
        return address
    }

    private static func network(_ text: String) throws(CELEvaluationError) -> CELNetwork {
        guard let network = CELNetwork(text) else {
            throw .failed(
                "network address parse error during conversion from string: netip.ParsePrefix(\"\(text)\"): unable to parse IP"
            )
        }
        return network
    }
}
