/// Why an archive or an entry of one cannot be read, as a clause.
struct ZipProblem: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
