import Bytes
import Cluster
import Kubernetes

/// The bodies of PATCH requests.
enum PatchBody {
    private static let json = "application/json-patch+json"
    private static let merge = "application/merge-patch+json"
    private static let strategic = "application/strategic-merge-patch+json"

    /// The media types that a resource takes: custom resources have no strategic merge.
    ///
    /// Server-side apply needs field ownership; until that is kept, 415 tells kubectl that it is not there.
    static func mediaTypes(isCustom: Bool) -> [String] {
        isCustom ? [json, merge] : [json, merge, strategic]
    }

    /// Reads a patch of one of the types above.
    static func patch(_ body: [UInt8], mediaType: String) throws(StatusError) -> Patch {
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

    /// 415, naming what is taken.
    static func unsupported(isCustom: Bool) -> StatusError {
        StatusError(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + mediaTypes(isCustom: isCustom).joined(separator: ", "))
    }
}
