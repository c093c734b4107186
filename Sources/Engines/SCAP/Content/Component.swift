import OVAL
import XCCDF
import XML

/// A part of SCAP content that answers to a name.
enum Component: Sendable {
    /// A checklist.
    case benchmark(Benchmark)
    /// Definitions to evaluate.
    case oval(Definitions)
    /// Platforms.
    case dictionary(CPEDictionary)
    /// Questions for people.
    case questionnaires(Questionnaires)
    /// Decisions about a checklist.
    case tailoring(Tailoring)
    /// Content that was read and cannot be evaluated; the text is one sentence.
    case broken(String)
    /// Content that is not here; the text is one sentence.
    case absent(String)
    /// Content of no use here, or that the options leave out.
    case ignored

    /// Reads the component on whose root element the reader stands.
    init(reader: XMLReader, options: ContentOptions) throws {
        switch reader.localName {
        case "Benchmark" where Benchmark.namespaces.contains(reader.namespace):
            self = .benchmark(try Benchmark(reader: reader, options: options.benchmark))
        case "Tailoring" where Tailoring.namespaces.contains(reader.namespace):
            self = .tailoring(try Tailoring(reader: reader))
        case "oval_definitions" where options.contains(.checks):
            do throws(OVALError) {
                self = .oval(try Definitions(reading: reader))
            } catch {
                // A loose end shows after the whole component was read: the rest of the content still works.
                guard case .missing = error else { throw error }
                self = .broken("\(error)")
            }
        case "cpe-list" where options.contains(.checks): self = .dictionary(try CPEDictionary(reader: reader))
        case "ocil" where options.contains(.instructions):
            self = .questionnaires(try Questionnaires(reader: reader))
        default: self = .ignored
        }
    }
}
