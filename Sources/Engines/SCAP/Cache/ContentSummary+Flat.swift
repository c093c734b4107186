public import Bytes
import XCCDF

extension ContentSummary {
    /// Makes the summary of a source data stream from its flat form.
    init(flat reader: inout FlatReader) throws(FlatError) {
        let version = try reader.text()
        self.init(
            kind: .dataStream(version: version), streams: try [DataStream](flat: &reader),
            checklists: try [Checklist](flat: &reader), tailorings: try [Tailoring](flat: &reader),
            timestamps: try [String: String](flat: &reader))
    }

    func write(flat writer: inout FlatWriter) {
        guard case .dataStream(let version) = kind else { return }
        version.write(flat: &writer)
        streams.write(flat: &writer)
        checklists.write(flat: &writer)
        tailorings.write(flat: &writer)
        timestamps.write(flat: &writer)
    }
}

extension ContentSummary.Checklist: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(
            stream: try String?(flat: &reader), reference: try String?(flat: &reader),
            benchmark: try Benchmark(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        stream.write(flat: &writer)
        reference.write(flat: &writer)
        benchmark.write(flat: &writer)
    }
}
