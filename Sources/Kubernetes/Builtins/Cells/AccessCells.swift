import Bytes

/// The computed cells of bindings, certificate requests, admission policies and API services.
enum AccessCells {
    static func role(_ binding: Object) -> JSON {
        .string("\(binding["roleRef"]?["kind"]?.string ?? "")/\(binding["roleRef"]?["name"]?.string ?? "")")
    }

    static func subjects(_ binding: Object, _ kind: String) -> JSON {
        let subjects = (binding["subjects"]?.array ?? []).filter { $0["kind"]?.string == kind }
        return .string(
            subjects.map { subject in
                let name = subject["name"]?.string ?? ""
                return kind == "ServiceAccount" ? "\(subject["namespace"]?.string ?? "")/\(name)" : name
            }.joined(separator: ", "))
    }

    static func requestedDuration(_ request: Object) -> JSON {
        guard let seconds = request["spec"]?["expirationSeconds"]?.int else { return "<none>" }
        return .string(Timestamp(seconds: 0).age(at: Timestamp(seconds: Int64(seconds))))
    }

    static func requestCondition(_ request: Object) -> JSON {
        let conditions = request["status"]?["conditions"]?.array ?? []
        var words: [String] = ["Approved", "Denied", "Failed"].filter { word in
            conditions.contains { $0["type"]?.string == word }
        }
        if words.contains("Denied") { words.removeAll { $0 == "Approved" } }
        if words.isEmpty { words = ["Pending"] }
        if request["status"]?["certificate"]?.string?.isEmpty == false { words.append("Issued") }
        return .string(words.joined(separator: ","))
    }

    static func parameterKind(_ policy: Object) -> JSON {
        guard let kind = policy["spec"]?["paramKind"] else { return "<unset>" }
        return .string("\(kind["apiVersion"]?.string ?? "")/\(kind["kind"]?.string ?? "")")
    }

    static func parameterReference(_ binding: Object) -> JSON {
        guard let reference = binding["spec"]?["paramRef"] else { return "<unset>" }
        let namespace = reference["namespace"]?.string ?? "*"
        return .string("\(namespace)/\(reference["name"]?.string ?? "*")")
    }

    static func service(_ apiService: Object) -> JSON {
        guard let service = apiService["spec"]?["service"], !service.isNull else { return "Local" }
        return .string("\(service["namespace"]?.string ?? "")/\(service["name"]?.string ?? "")")
    }

    static func available(_ apiService: Object) -> JSON {
        let condition = apiService["status"]?["conditions"]?.array?.first { $0["type"] == "Available" }
        guard let condition else { return "Unknown" }
        let status = condition["status"]?.string ?? "Unknown"
        let reason = condition["reason"]?.string ?? ""
        return .string(status == "True" || reason.isEmpty ? status : "\(status) (\(reason))")
    }
}
