/// Evaluates the files of a benchmark on a machine.
public struct BenchmarkRun {
    private let configuration: Configuration
    private let auditor: Auditor
    private let platform: Platform

    /// Describes a run.
    public init(configuration: Configuration, auditor: Auditor) {
        self.configuration = configuration
        self.auditor = auditor
        platform = Platform(auditor.machine)
    }

    /// The kinds of node that this machine is, as kube-bench tells when it is not told: a control plane when
    /// its programs run, an etcd member when etcd runs, a node in any case, and what belongs to no machine.
    ///
    /// - Parameters:
    ///   - benchmark: the benchmark's name.
    ///   - files: the kinds that it has files for.
    /// - Returns: nil when the processes of the machine are not known; all are meant then.
    public func targets(of benchmark: String, among files: [String]) -> [String]? {
        guard let isMaster = platform.runs(configuration.targets["master"]) else { return nil }
        let isMember = platform.runs(configuration.targets["etcd"]) ?? false
        let meant = configuration.targetsOfBenchmark[benchmark] ?? files
        return files.filter { target in
            switch target {
            case "master": isMaster
            case "controlplane": isMaster && meant.contains(target)
            case "etcd": isMember && meant.contains(target)
            case "node": true
            default: meant.contains(target)
            }
        }
    }

    /// Reads a file for this machine.
    ///
    /// - Throws: ``KubeBenchError`` naming file, line and field.
    public func controls(
        _ file: BenchmarkDirectory.ControlsFile
    ) throws(KubeBenchError) -> (controls: Controls, node: Platform.Node) {
        let node = platform.node(configuration.targets[file.target])
        let (text, programs) = node.substitutions.apply(to: file.text)
        var controls = try Controls(reading: text, file: file.path)
        guard controls.target == file.target else {
            throw KubeBenchError(
                file: file.path, field: "type",
                reason: "\"\(controls.target)\" is not the file's name, \"\(file.target)\"")
        }
        controls.addEnvironmentAudits(program: programs.count == 1 ? programs[0] : nil)
        if configuration.targets[file.target] == nil {
            controls.notes.append(
                "\(file.path): config.yaml has no section \"\(file.target)\"; nothing was filled in")
        }
        return (controls, node)
    }

    /// Evaluates the checks of a file that are chosen.
    public func evaluate(
        _ file: BenchmarkDirectory.ControlsFile, _ selection: CheckSelection = CheckSelection()
    ) throws(KubeBenchError) -> ControlsResult {
        let (controls, node) = try controls(file)
        let groups = controls.choosing(selection).groups.map { group in
            GroupResult(group, checks: group.checks.map(auditor.result))
        }
        return ControlsResult(controls, groups: groups, notes: controls.notes + node.notes(file.target))
    }
}

extension Platform.Node {
    /// What does not run, one sentence each.
    ///
    /// - Parameter target: the kind of node.
    public func notes(_ target: String) -> [String] {
        missing.sorted { $0.key < $1.key }.map { name, programs in
            "\(target): \(name) does not run here: none of \(programs.joined(separator: ", ")) was found"
        }
    }
}

extension Controls {
    /// The checks that a selection wants; those that it skips say so themselves.
    public func choosing(_ selection: CheckSelection) -> Controls {
        var chosen = self
        for place in groups.indices {
            let group = groups[place]
            chosen.groups[place].checks = group.checks.filter { selection.contains($0, in: group) }.map {
                var check = $0
                if selection.skips(check, in: group) { check.type = "skip" }
                return check
            }
        }
        return chosen
    }

    /// Gives checks that name a variable and do not say where to find it the environment of the one program
    /// that the file is about.
    fileprivate mutating func addEnvironmentAudits(program: String?) {
        guard let program else { return }
        let audit = "cat \"/proc/$(/bin/ps -C \(program) -o pid= | tr -d ' ')/environ\" | tr '\\0' '\\n'"
        for group in groups.indices {
            for place in groups[group].checks.indices {
                let check = groups[group].checks[place]
                guard check.auditEnvironment.isEmpty,
                    check.tests?.items.contains(where: { !$0.variable.isEmpty }) == true
                else { continue }
                groups[group].checks[place].auditEnvironment = audit
            }
        }
    }
}
