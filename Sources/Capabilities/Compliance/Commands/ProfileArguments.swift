import ArgumentParser
import Capability
import SCAP
import XCCDF

/// Which content, which profile of it and which tailoring: what every command about a profile asks for.
struct ProfileArguments: ParsableArguments {
    @OptionGroup var content: ContentArgument

    @Option(help: "The profile's id or the end of it; \"(all)\" selects every rule.")
    var profile: String

    @Option(help: "A tailoring file, whose profiles come before those of the content.")
    var tailoring: String?

    @Option(name: .customLong("tailoring-id"), help: "The tailoring component of the data stream to use.")
    var tailoringID: String?

    var choice: ProfileChoice { ProfileChoice(profile) }

    func validate() throws {
        if tailoring != nil, tailoringID != nil {
            throw ValidationError("--tailoring and --tailoring-id exclude each other")
        }
    }

    /// The content; what a person should know about it goes to standard error.
    func read(root: String = "/", _ options: ContentOptions) throws -> Content {
        let content = try Content(
            path: try content.path(root: root), options: options, cache: content.cache)
        for note in content.notes { StandardError.write(note) }
        return content
    }

    /// The tailoring that was asked for.
    func tailoring(in content: Content) throws -> Tailoring? {
        if let tailoringID { return try content.tailoring(tailoringID) }
        return try tailoring.map { try Tailoring(path: $0) }
    }

    /// The profile worked out, with what is odd about it on standard error.
    func resolve(in content: Content) throws -> ResolvedProfile {
        let profile = try content.resolve(choice, tailoring: try tailoring(in: content))
        for note in profile.notes { StandardError.write(note) }
        return profile
    }
}

extension Benchmark {
    /// The id of the rule that a person names in full, by its end, or as lists show it.
    func ruleID(named name: String, option: String) throws -> String {
        let isNamed = { (id: String) in
            id == name || id.hasSuffix("_rule_\(name)") || ComplianceNames.dnsName(id) == name
        }
        guard let rule = rules.first(where: { isNamed($0.id) }) else {
            throw CommandFailure("\(option) \(name): the content has no such rule")
        }
        return rule.id
    }
}
