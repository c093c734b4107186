/// One step of mixed content.
public enum XMLEvent {
    /// An element opens; its attributes can be asked of the reader.
    case start(name: String, reader: XMLReader)
    /// Character data.
    case text(String)
    /// An element closes.
    case end(name: String)
}
