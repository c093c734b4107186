public import Bytes
import OVAL
import XCCDF

extension Component {
    /// Makes a component from its flat form.
    ///
    /// - Parameter file: The content's path.
    init(flat reader: inout FlatReader, file: String) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .benchmark(try Benchmark(flat: &reader))
        case 1: self = .oval(try Definitions(flat: &reader, file: file))
        case 2: self = .dictionary(try CPEDictionary(flat: &reader))
        case 3: self = .questionnaires(try Questionnaires(flat: &reader))
        case 4: self = .tailoring(try Tailoring(flat: &reader))
        case 5: self = .broken(try reader.text())
        case 6: self = .absent(try reader.text())
        case 7: self = .ignored
        default: throw reader.damaged
        }
    }

    func write(flat writer: inout FlatWriter) {
        switch self {
        case .benchmark(let benchmark):
            writer.byte(0)
            benchmark.write(flat: &writer)
        case .oval(let definitions):
            writer.byte(1)
            definitions.write(flat: &writer)
        case .dictionary(let dictionary):
            writer.byte(2)
            dictionary.write(flat: &writer)
        case .questionnaires(let questionnaires):
            writer.byte(3)
            questionnaires.write(flat: &writer)
        case .tailoring(let tailoring):
            writer.byte(4)
            tailoring.write(flat: &writer)
        case .broken(let sentence):
            writer.byte(5)
            sentence.write(flat: &writer)
        case .absent(let sentence):
            writer.byte(6)
            sentence.write(flat: &writer)
        case .ignored: writer.byte(7)
        }
    }
}

extension CPEDictionary: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(entries: try [Entry](flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { entries.write(flat: &writer) }
}

extension CPEDictionary.Entry: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        text = try reader.text()
        title = try reader.text()
        isDeprecated = try Bool(flat: &reader)
        checks = try [CheckFact](flat: &reader)
        // The spelling says all that the name does.
        guard let name = CPEName(text) else { throw reader.damaged }
        self.name = name
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        text.write(flat: &writer)
        title.write(flat: &writer)
        isDeprecated.write(flat: &writer)
        checks.write(flat: &writer)
    }
}
