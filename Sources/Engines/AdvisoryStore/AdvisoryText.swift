public import Advisories
public import Bytes

/// What people read of an advisory; it is kept packed, and unpacked when somebody asks.
public struct AdvisoryText: Sendable, Hashable {
    /// What is wrong, in a line.
    public var summary: String?
    /// What is wrong, at length.
    public var details: String?
    /// Pages about it.
    public var references: [Advisory.Reference] = []
    /// Every source's score of it.
    public var scores: [Score] = []
    /// The kinds of weakness.
    public var weaknesses: [String] = []
    /// Advisories that have to do with it and are of other flaws.
    public var related: [String] = []

    init(_ advisory: Advisory) {
        summary = advisory.summary
        details = advisory.details
        references = advisory.references
        scores = advisory.scores
        weaknesses = advisory.weaknesses
        related = advisory.related
    }
}

extension AdvisoryText: Flat {
    /// Reads what ``write(flat:)`` wrote.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        summary = try String?(flat: &reader)
        details = try String?(flat: &reader)
        references = try [Advisory.Reference](flat: &reader)
        scores = try [Score](flat: &reader)
        weaknesses = try [String](flat: &reader)
        related = try [String](flat: &reader)
    }

    /// Appends the value.
    public func write(flat writer: inout FlatWriter) {
        summary.write(flat: &writer)
        details.write(flat: &writer)
        references.write(flat: &writer)
        scores.write(flat: &writer)
        weaknesses.write(flat: &writer)
        related.write(flat: &writer)
    }
}

extension Advisory.Reference: Flat {
    /// Reads what ``write(flat:)`` wrote.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let kind = Int(try reader.byte())
        guard Kind.allCases.indices.contains(kind) else { throw reader.damaged }
        self.init(Kind.allCases[kind], try reader.text())
    }

    /// Appends the value.
    public func write(flat writer: inout FlatWriter) {
        writer.byte(UInt8(Kind.allCases.firstIndex(of: kind) ?? 0))
        writer.text(url)
    }
}

extension Score: Flat {
    /// Reads what ``write(flat:)`` wrote.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let generations = CVSSVector.Generation.allCases
        let kind = Int(try reader.byte())
        let value: Value
        if kind == 0 {
            let text = try reader.text()
            do throws(CVSSError) { value = .vector(try CVSSVector(text)) } catch { throw reader.damaged }
        } else if generations.indices.contains(kind - 1) {
            value = .number(try Double(flat: &reader), generations[kind - 1])
        } else {
            throw reader.damaged
        }
        self.init(value, source: try reader.text())
    }

    /// Appends the value.
    public func write(flat writer: inout FlatWriter) {
        switch value {
        case .vector(let vector):
            writer.byte(0)
            writer.text(vector.text)
        case .number(let number, let generation):
            writer.byte(UInt8((CVSSVector.Generation.allCases.firstIndex(of: generation) ?? 0) + 1))
            number.write(flat: &writer)
        }
        writer.text(source)
    }
}
