import Bytes
import YAML

extension FeedFile {
    /// The file's YAML as a document to read; nil when, which is said, it is none.
    func yaml(_ give: (FeedItem) -> Void) -> JSONView? {
        do throws(YAMLError) {
            guard let value = try YAML.parse(bytes: bytes, file: nil).first else {
                give(.quarantined(QuarantinedRow(file: name, reason: "holds no document")))
                return nil
            }
            return try? JSONDocument(value.bytes).root
        } catch {
            let place = error.line > 0 ? "\(error.line)" : ""
            give(.quarantined(QuarantinedRow(file: name, place: place, reason: error.reason)))
            return nil
        }
    }
}
