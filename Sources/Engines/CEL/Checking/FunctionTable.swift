/// All functions that an expression may call, by name.
struct FunctionTable: Sendable {
    private let byName: [String: [CELFunction]]

    /// The language and Kubernetes' libraries, put together once.
    private static let standard = FunctionTable(
        CELLibrary.language.functions + CELLibrary.kubernetes.functions)

    private init(_ functions: [CELFunction]) { byName = Dictionary(grouping: functions, by: \.name) }

    init(_ environment: CELEnvironment) {
        if environment.functions.isEmpty {
            self = Self.standard
        } else {
            byName = Self.standard.byName.merging(
                Dictionary(grouping: environment.functions, by: \.name)
            ) { $0 + $1 }
        }
    }

    /// The overloads of a name, or nil.
    subscript(_ name: String) -> [CELFunction]? { byName[name] }
}
