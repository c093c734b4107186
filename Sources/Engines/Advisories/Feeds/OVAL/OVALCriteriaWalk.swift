/// Walks a definition's criteria and finds what they ask of packages, and on which platforms and in which modules.
struct OVALCriteriaWalk {
    /// What is known at a place of the criteria.
    struct Surroundings {
        var ecosystems: [Ecosystem] = []
        var module: ModuleStream?
    }

    /// What is asked of one package.
    struct Found {
        var package: String
        var question: OVALFeedTests.Question
        var architectures: [String]
        var ecosystems: [Ecosystem]
        var module: ModuleStream?
        /// SUSE names packages that a flaw is not in by a test that never holds.
        var isUnaffected: Bool
    }

    let tests: OVALFeedTests
    private(set) var found: [Found] = []

    init(tests: OVALFeedTests) { self.tests = tests }

    mutating func visit(_ criteria: OVALFeedDefinition.Criteria, _ surroundings: Surroundings) {
        switch criteria {
        case .any(let parts): for part in parts { visit(part, surroundings) }
        case .all(let parts):
            // What stands beside the packages says where they have to be.
            var inner = surroundings
            for part in parts {
                let platforms = Self.platforms(part)
                if !platforms.isEmpty { inner.ecosystems = platforms }
                if let module = Self.module(part) { inner.module = module }
            }
            for part in parts { visit(part, inner) }
        case .test(let id, let comment):
            if Self.ecosystem(comment: comment) != nil { return }
            guard let asked = tests.question(id) else { return }
            let isUnaffected = comment.hasSuffix("is not affected")
            switch asked.question {
            case .before, .through: break
            // Who signed a package and that it is there stand beside what is asked of its version.
            case .installed where comment.hasSuffix("is installed") || comment.hasSuffix("is affected"): break
            case .other where isUnaffected, .installed where isUnaffected: break
            default: return
            }
            for package in asked.packages {
                found.append(
                    Found(
                        package: package, question: asked.question, architectures: asked.architectures,
                        ecosystems: surroundings.ecosystems, module: surroundings.module,
                        isUnaffected: isUnaffected))
            }
        }
    }

    /// The platforms that a part asks for: one, or any of several.
    private static func platforms(_ part: OVALFeedDefinition.Criteria) -> [Ecosystem] {
        switch part {
        case .test(_, let comment): return ecosystem(comment: comment).map { [$0] } ?? []
        case .any(let parts):
            let all = parts.map(platforms)
            return all.contains { $0.isEmpty } ? [] : all.flatMap { $0 }
        case .all: return []
        }
    }

    private static func module(_ part: OVALFeedDefinition.Criteria) -> ModuleStream? {
        guard case .test(_, let comment) = part, comment.hasPrefix("Module "),
            comment.hasSuffix(" is enabled")
        else { return nil }
        return ModuleStream(comment.dropFirst("Module ".count).dropLast(" is enabled".count))
    }

    private static func ecosystem(comment: String) -> Ecosystem? {
        for end in [" is installed", " must be installed"] where comment.hasSuffix(end) {
            return ecosystem(platform: String(comment.dropLast(end.count)))
        }
        return nil
    }

    /// The ecosystem that a vendor's name for a platform means; nil for other names.
    static func ecosystem(platform: String) -> Ecosystem? {
        func release(after prefix: String) -> String { String(platform.dropFirst(prefix.count)) }
        if platform.hasPrefix("Red Hat Enterprise Linux ") {
            let number = release(after: "Red Hat Enterprise Linux ").prefix { $0.isNumber }
            return number.isEmpty ? nil : Ecosystem(name: "Red Hat", release: "enterprise_linux:\(number)")
        }
        if platform.hasPrefix("SUSE ") { return Ecosystem(name: "SUSE", release: release(after: "SUSE ")) }
        if platform.hasPrefix("openSUSE ") {
            return Ecosystem(name: "openSUSE", release: release(after: "openSUSE "))
        }
        for name in ["AlmaLinux ", "Rocky Linux ", "Debian GNU/Linux "] where platform.hasPrefix(name) {
            let distribution = name == "Debian GNU/Linux " ? "Debian" : String(name.dropLast())
            return Ecosystem(name: distribution, release: release(after: name))
        }
        return nil
    }
}
