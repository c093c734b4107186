import Bytes
import Fuzzing
import Testing

/// Amounts of resources as Kubernetes reads and writes them.
@Suite("Quantity")
struct QuantityTests {
    @Test(
        "is written in its canonical form",
        arguments: [
            ("0", "0"), ("00", "0"), ("0Gi", "0"), ("1", "1"), ("+1", "1"), ("-1", "-1"), ("1000", "1k"),
            ("1500m", "1500m"), ("1000m", "1"), ("1.5", "1500m"), ("0.5", "500m"), (".5", "500m"),
            ("1.", "1"),
            ("1Ki", "1Ki"), ("1024Ki", "1Mi"), ("1.5Gi", "1536Mi"), ("1023", "1023"), ("0.5Ki", "512"),
            ("0.0001Ki", "102400u"), ("12e6", "12e6"), ("12E6", "12e6"), ("1e3", "1e3"), ("1e0", "1"),
            ("1200e-3", "1200e-3"), ("100E", "100E"), ("0.1n", "1n"), ("1.0000000001", "1000000001n"),
            ("9223372036854775807", "9223372036854775807"), ("8Ei", "9223372036854775807"),
            ("123456789012345678901234567890123456789012345", "10000000000E"), ("1e2147483647", "10e27"),
            ("1e-2147483648", "1e-9"), ("-1.5Gi", "-1536Mi"), ("100u", "100u"), ("4096", "4096"),
        ])
    func canonical(text: String, expected: String) throws {
        #expect(try Quantity(parsing: text).text == expected)
    }

    @Test(
        "refuses what is none",
        arguments: [
            ("", QuantityError.format), ("1.1.M", .format), ("1+1.0M", .format), ("aoeu", .format),
            ("1 Gi", .format), ("0.1mi", .suffix), (".5i", .suffix), ("1i", .suffix), ("1e", .suffix),
            ("-3.01e-", .suffix), ("1Kii", .suffix), ("1e99999999999", .suffix), ("1é", .format),
        ])
    func refuses(text: String, error: QuantityError) {
        #expect(throws: error) { try Quantity(parsing: text) }
    }

    @Test("is added, subtracted and compared exactly, across formats")
    func arithmetic() throws {
        let gibibyte = try Quantity(parsing: "1Gi")
        #expect(try (gibibyte + Quantity(parsing: "1Mi")).text == "1025Mi")
        #expect(try (gibibyte - Quantity(parsing: "1Gi")).text == "0")
        #expect(try (Quantity.zero + gibibyte).text == "1Gi")
        #expect(try Quantity(parsing: "1000m") == Quantity(parsing: "1e0"))
        #expect(try Quantity(parsing: "1G") < gibibyte)
        #expect(try (Quantity(parsing: "0.1") + Quantity(parsing: "0.2")).text == "300m")
        let huge = try Quantity(parsing: "1e99")
        #expect(huge + huge == huge)
    }

    @Test("gives whole numbers rounded away from zero")
    func wholes() throws {
        #expect(try Quantity(parsing: "1500m").roundedUp == 2)
        #expect(try Quantity(parsing: "-1500m").roundedUp == -2)
        #expect(try Quantity(parsing: "1.0001").millis == 1001)
        #expect(try Quantity(parsing: "1500m").integer == nil)
        #expect(try Quantity(parsing: "2k").integer == 2000)
        #expect(try Quantity(parsing: "1e99").integer == nil)
        #expect(try Quantity(parsing: "1e99").roundedUp == .max)
        #expect(try Quantity(parsing: "250m").approximate == 0.25)
    }

    @Test("bears any text, and reads what it wrote as the same amount")
    func fuzz() throws {
        let corpus = [
            "1500m", "1.5Gi", "-12e6", "9223372036854775807", "0.000000001n", "1e-9", "8Ei", "+.5Ki",
        ]
        let tokens = [
            "e", "E", "Ki", "m", ".", "-", "+", "999999999999999999999", "e-2147483648", "E2147483647",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            guard let quantity = try? Quantity(parsing: mutant.text) else { continue }
            let again = try Quantity(parsing: quantity.text)
            #expect(again == quantity, "\(mutant)")
            #expect(again.text == quantity.text, "\(mutant)")
        }
    }
}
