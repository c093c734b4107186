import Glibc
import XML

/// What made a document and when (OVAL 5.11, `oval:GeneratorType`).
public struct Generator: Sendable {
    /// The program as a CPE name.
    public var productName = "cpe:/a:martlet:martlet"
    /// The program's version; empty to leave it out.
    public var productVersion: String
    /// The version of the schemas that the document follows.
    public var schemaVersion: String
    /// Seconds since 1970.
    public var time: Int64

    /// A generator.
    public init(productVersion: String = "", schemaVersion: String = "5.11.2", time: Int64) {
        self.productVersion = productVersion
        self.schemaVersion = schemaVersion
        self.time = time
    }

    func write(to writer: inout XMLWriter) {
        writer.element("generator") { writer in
            writer.element("oval:product_name", text: productName)
            if !productVersion.isEmpty { writer.element("oval:product_version", text: productVersion) }
            writer.element("oval:schema_version", text: schemaVersion)
            writer.element("oval:timestamp", text: timestamp)
        }
    }

    /// `xsd:dateTime` in UTC.
    private var timestamp: String {
        var seconds = time_t(time)
        var date = tm()
        gmtime_r(&seconds, &date)
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let year = String(Int(date.tm_year) + 1900)
        let day =
            String(repeating: "0", count: max(0, 4 - year.count)) + year
            + "-\(two(date.tm_mon + 1))-\(two(date.tm_mday))"
        return "\(day)T\(two(date.tm_hour)):\(two(date.tm_min)):\(two(date.tm_sec))Z"
    }
}
