/// Why a kube-bench configuration cannot be used: one sentence that names the file, the line and the field.
public struct KubeBenchError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file or directory.
    public var file: String
    /// The line, from 1; 0 when the error is not about one.
    public var line: Int
    /// The field, such as `groups[0].checks[2].tests.bin_op`; empty when the error is not about one.
    public var field: String
    /// What is wrong there, as a clause.
    public var reason: String

    /// Makes an error.
    public init(file: String, line: Int = 0, field: String = "", reason: String) {
        self.file = file
        self.line = line
        self.field = field
        self.reason = reason
    }

    /// `file:line: field: reason`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return field.isEmpty ? "\(place): \(reason)" : "\(place): \(field): \(reason)"
    }
}
