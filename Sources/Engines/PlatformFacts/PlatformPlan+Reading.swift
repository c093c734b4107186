import GoTemplates
public import XCCDF

extension PlatformPlan {
    /// Works out what the rules of a benchmark ask of a cluster, and what every scan asks for the platforms.
    ///
    /// - Parameters:
    ///   - profile: Whose values the templates see.
    ///   - rules: Ids of the rules that are evaluated; nil for all that the profile selects. Rules without a
    ///     check only fetch for others, so those that the profile selects count in any case.
    public init(_ benchmark: Benchmark, under profile: ResolvedProfile, rules: Set<String>? = nil) {
        let values = PlatformValues(profile)
        self.init(dataRoot: values.dataRoot)
        var known: Set<PlatformRequest> = []
        func isNeeded(_ index: Int) -> Bool {
            let rule = benchmark.rules[index]
            if let rules, !rule.checks.isEmpty { return rules.contains(rule.id) }
            return profile.ruleIsSelected[index]
        }
        for request in Self.always(below: dataRoot) where known.insert(request).inserted {
            requests.append(request)
        }
        for index in benchmark.rules.indices where isNeeded(index) {
            let rule = benchmark.rules[index]
            let marks = RuleMarks(rule)
            if marks.readsKubelets { needsKubelets = true }
            for mark in marks.requests {
                do throws(TemplateError) {
                    let request = try values.request(mark)
                    filesByRule[rule.id, default: []].append(request)
                    if known.insert(request).inserted { requests.append(request) }
                } catch {
                    notes.append(
                        "rule \(rule.id): what it asks of the cluster cannot be worked out: \(error)")
                }
            }
        }
    }

    /// What tells whether the cluster is OpenShift, which version, on which network and provider.
    static func always(below root: String) -> [PlatformRequest] {
        [
            "/version", "/apis/config.openshift.io/v1/clusteroperators/openshift-apiserver",
            "/apis/config.openshift.io/v1/infrastructures/cluster",
            "/apis/config.openshift.io/v1/networks/cluster", "/api/v1/nodes",
        ].map { PlatformRequest(endpoint: $0, dumpPath: root + $0, suppressesWarning: true) }
    }
}

/// A rule's request as its warning has it: templates.
struct RequestMark {
    var endpoint: RichText
    var filter: RichText?
    var dump: RichText?
    var suppressesWarning: Bool
}

/// The marks of a rule's warnings (Compliance Operator, "Platform rules").
struct RuleMarks {
    private(set) var requests: [RequestMark] = []
    private(set) var readsKubelets = false

    init(_ rule: Rule) {
        for warning in rule.item.warnings {
            let isQuiet = warning.marks.contains { mark in
                mark.classes.contains("ocp-suppress-warning") && mark.text.plain.trimmingBlanks() == "true"
            }
            func text(_ id: String) -> RichText? { warning.marks.first { $0.id == id }?.text }
            for mark in warning.marks {
                if mark.classes.contains("ocp-api-endpoint-kubeletconfig") { readsKubelets = true }
                guard mark.classes.contains("ocp-api-endpoint"), !mark.text.isEmpty else { continue }
                let filter = mark.id.isEmpty ? nil : text("filter-\(mark.id)")
                let dump = mark.id.isEmpty ? nil : text("dump-\(mark.id)")
                let isFiltered = filter != nil && dump != nil
                requests.append(
                    RequestMark(
                        endpoint: mark.text, filter: isFiltered ? filter : nil,
                        dump: isFiltered ? dump : nil, suppressesWarning: isQuiet))
            }
        }
    }

    /// Whether a rule only helps others and has no result of its own.
    static func isHidden(_ rule: Rule) -> Bool {
        rule.item.warnings.contains { warning in
            warning.marks.contains { mark in
                mark.classes.contains("ocp-hide-rule") && mark.text.plain.trimmingBlanks() == "true"
            }
        }
    }
}

extension Rule {
    /// Whether the rule only fetches something for others; the Compliance Operator shows no result of it.
    public var isPlatformHelper: Bool { RuleMarks.isHidden(self) }
}

/// What the templates of platform content see of a profile.
struct PlatformValues {
    private let profile: ResolvedProfile
    private let members: TemplateValue

    /// The name of a value in templates: the id without the part that every id of the content begins with.
    private static func name(_ id: String) -> String {
        guard let range = id.firstRange(of: "_value_") else { return id }
        return String(id[range.upperBound...])
    }

    init(_ profile: ResolvedProfile) {
        self.profile = profile
        var members: [String: TemplateValue] = [:]
        for (id, values) in profile.values {
            members[Self.name(id)] = .string(values.joined(separator: ","))
        }
        self.members = .map(members)
    }

    /// Where content looks for the files when it does not say (`ocp_data_root`).
    static let defaultDataRoot = "/kubernetes-api-resources"

    var dataRoot: String {
        guard case .map(let members) = members, case .string(let root)? = members["ocp_data_root"],
            root.hasPrefix("/")
        else { return Self.defaultDataRoot }
        return root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    func request(_ mark: RequestMark) throws(TemplateError) -> PlatformRequest {
        let endpoint = try render(mark.endpoint).trimmingBlanks()
        let filter = try mark.filter.map(render)?.trimmingBlanks() ?? ""
        let dump = try mark.dump.map(render)?.trimmingBlanks() ?? dataRoot + endpoint
        return PlatformRequest(
            endpoint: endpoint, filter: filter, dumpPath: dump, suppressesWarning: mark.suppressesWarning)
    }

    private func render(_ text: RichText) throws(TemplateError) -> String {
        let source = text.plain { piece in
            guard case .value(let id) = piece else { return nil }
            return profile.values[id]?.joined(separator: ",")
        }
        guard source.contains("{{") else { return source }
        return try GoTemplate(source, functions: .content).render(members)
    }
}

extension String {
    /// The text without blanks around it.
    func trimmingBlanks() -> String {
        var bytes = Array(utf8)[...]
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        while let byte = bytes.first, isBlank(byte) { bytes.removeFirst() }
        while let byte = bytes.last, isBlank(byte) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
