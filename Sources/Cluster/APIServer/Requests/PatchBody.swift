import Bytes
import Cluster
import Kubernetes

/// The bodies of PATCH requests.
enum PatchBody {
    private static let json = "application/json-patch+json"
    private static let merge = "application/merge-patch+json"
    private static let strategic = "application/strategic-merge-patch+json"
    /// The media type of server-side apply; JSON is YAML too.
    static let apply = "application/apply-patch+yaml"

    /// The media types that a resource takes: custom resources have no strategic merge.
    static func mediaTypes(isCustom: Bool) -> [String] {
        isCustom ? [json, merge, apply] : [json, merge, strategic, apply]
    }

    /// Reads a patch of one of the types above.
    static func patch(_ body: [UInt8], mediaType: String) throws(StatusError) -> Patch {
        if mediaType == apply { return .apply(try configuration(body)) }
        let content: JSON
        do { content = try JSON(parsing: body) } catch {
            throw .badRequest("error decoding patch: \(error)")
        }
        switch mediaType {
        case json: return .json(content)
        case strategic: return .strategicMerge(content)
        default: return .merge(content)
        }
    }

    /// What an apply says twice, as a warning or, under strict validation, a refusal.
    static func duplicates(
        in body: [UInt8], _ validation: WriteOptions.FieldValidation
    ) throws(StatusError) -> [String] {
        guard validation != .ignore, let document = try? JSONDocument(body) else { return [] }
        let repeated = document.duplicateFields()
        if repeated.isEmpty { return [] }
        let lines = repeated.map { path in
            "  line 1: key \"\(path.split(separator: ".").last ?? "")\" already set in map"
        }
        let problem =
            "error converting YAML to JSON: yaml: unmarshal errors:\n"
            + lines.joined(separator: "\n")
        if validation == .strict { throw .badRequest("error strict decoding YAML: \(problem)") }
        return [problem]
    }

    private static func configuration(_ body: [UInt8]) throws(StatusError) -> JSON {
        // kubectl sends JSON, which its own parser reads much faster.
        if let json = try? JSON(parsing: body) { return json }
        do throws(StatusError) { return try ResourceRequest.yaml(body) } catch {
            throw .badRequest("error decoding YAML: \(error.message)")
        }
    }

    /// 415, naming what is taken.
    static func unsupported(isCustom: Bool) -> StatusError {
        StatusError(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + mediaTypes(isCustom: isCustom).joined(separator: ", "))
    }
}
