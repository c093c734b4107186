import ArgumentParser

/// How `compliance kube-bench` prints: the forms of a scan, and kube-bench's own.
enum KubeBenchFormat: Equatable, ExpressibleByArgument {
    case scan(ScanFormat)
    case kubeBench

    init?(argument: String) {
        if argument == "kube-bench-json" {
            self = .kubeBench
        } else if let format = ScanFormat(rawValue: argument), format != .checklist {
            self = .scan(format)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] {
        ScanFormat.allCases.filter { $0 != .checklist }.map(\.rawValue) + ["kube-bench-json"]
    }

    var defaultValueDescription: String {
        switch self {
        case .scan(let format): format.rawValue
        case .kubeBench: "kube-bench-json"
        }
    }
}
