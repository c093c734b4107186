import Bytes

/// Reads one entry of a list in YAML.
struct IgnoreEntryReader {
    private let element: JSON
    private let file: String
    private let path: String

    init(_ element: JSON, file: String, path: String) {
        self.element = element
        self.file = file
        self.path = path
    }

    /// An entry of our own form, which says why and until when.
    func own() -> Result<IgnoreList.Entry, QuarantinedRow> {
        let known: Set<String> = ["id", "package", "packages", "reason", "expires"]
        if let other = element.object?.keys.first(where: { !known.contains($0) }) {
            return fail(other, "is no field of an entry")
        }
        guard let id = element["id"]?.string, !id.isEmpty else { return fail("id", "is missing or no text") }
        guard let reason = element["reason"]?.string, !reason.isEmpty else {
            return fail("reason", "is missing or no text")
        }
        guard let expires = element["expires"]?.string.flatMap({ Timestamp($0) }) else {
            return fail("expires", "is missing or no day of the form 2026-12-31")
        }
        var entry = IgnoreList.Entry(id: id)
        entry.reason = reason
        entry.expires = expires
        switch texts("package", "packages") {
        case .success(let packages): entry.packages = packages
        case .failure(let row): return .failure(row)
        }
        return .success(entry)
    }

    /// An entry of Trivy's (`.trivyignore.yaml`).
    func trivy() -> Result<IgnoreList.Entry, QuarantinedRow> {
        guard let id = element["id"]?.string, !id.isEmpty else { return fail("id", "is missing or no text") }
        var entry = IgnoreList.Entry(id: id)
        entry.reason = element["statement"]?.string
        if let value = element["expired_at"], !value.isNull {
            guard let day = value.string.flatMap({ Timestamp($0) }) else {
                return fail("expired_at", "is no day of the form 2026-12-31")
            }
            entry.expires = day
        }
        switch (texts("purls"), texts("paths")) {
        case (.success(let packages), .success(let paths)):
            entry.packages = packages
            entry.paths = paths
        case (.failure(let row), _), (_, .failure(let row)): return .failure(row)
        }
        return .success(entry)
    }

    /// The texts of fields that are a text or a list of texts.
    private func texts(_ names: String...) -> Result<[String], QuarantinedRow> {
        var texts: [String] = []
        for name in names {
            switch element[name] {
            case nil, .null: continue
            case .string(let text): texts.append(text)
            case .array(let elements):
                let found = elements.compactMap(\.string)
                if found.count != elements.count { return fail(name, "holds what is no text") }
                texts += found
            default: return fail(name, "is no text and no list of texts")
            }
        }
        return .success(texts)
    }

    private func fail<Value>(_ field: String, _ reason: String) -> Result<Value, QuarantinedRow> {
        .failure(QuarantinedRow(file: file, field: "\(path).\(field)", reason: reason))
    }
}
