import XML

extension XMLReader {
    /// The value of an attribute that must be there.
    func required(_ name: String) throws -> String {
        guard let value = attribute(name) else {
            throw unexpected("\(localName) has no attribute \"\(name)\"")
        }
        return value
    }

    /// An attribute with a fixed set of values, or its default.
    func choice<Choice>(_ name: String, default fallback: Choice) throws -> Choice
    where Choice: RawRepresentable, Choice.RawValue == String {
        guard let text = attribute(name) else { return fallback }
        guard let value = Choice(rawValue: text) else {
            throw unexpected("\(localName) has the unknown \(name) \"\(text.prefix(80))\"")
        }
        return value
    }

    /// A check attribute (`check`, `var_check`, `entity_check`).
    func check(_ name: String) throws -> Check {
        attribute(name) == "none exist" ? .noneSatisfy : try choice(name, default: .all)
    }

    /// The text of a value; one of white space alone is empty, as oscap reads it.
    func valueText() throws -> String {
        let text = try text()
        return text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } ? "" : text
    }

    /// A truth value, false when absent.
    func flag(_ name: String) -> Bool { attribute(name).map { $0 == "true" || $0 == "1" } ?? false }

    /// A whole number that must be there.
    func requiredInteger(_ name: String) throws -> Int {
        let text = try required(name)
        guard let number = Int(text) else {
            throw unexpected("\(localName) has the \(name) \"\(text.prefix(80))\", which is no whole number")
        }
        return number
    }

    /// The schema family of the current element: the last part of its namespace's fragment.
    var family: String {
        namespace.split(whereSeparator: { $0 == "#" || $0 == "/" }).last.map(String.init) ?? ""
    }
}

extension XMLReader {
    /// Opens a document of the language.
    static func oval(path: String) throws(OVALError) -> XMLReader {
        do throws(XMLError) { return try XMLReader(path: path) } catch { throw .content(error) }
    }

    /// Opens a document of the language that is in memory; `name` stands for it in errors.
    static func oval(bytes: [UInt8], name: String) throws(OVALError) -> XMLReader {
        do throws(XMLError) { return try XMLReader(bytes: bytes, name: name) } catch { throw .content(error) }
    }

    /// Reads the element on which the reader stands; what goes wrong becomes the module's error.
    func read(_ element: String, _ body: () throws -> Void) throws(OVALError) {
        do {
            guard localName == element else {
                throw unexpected("expected \(element), found \(localName)")
            }
            try body()
        } catch let error as OVALError {
            throw error
        } catch let error as XMLError {
            throw .content(error)
        } catch {
            throw .content(unexpected("\(error)"))
        }
    }

    /// An attribute with a fixed set of values that must be there.
    func requiredChoice<Choice>(_ name: String) throws -> Choice
    where Choice: RawRepresentable, Choice.RawValue == String {
        let text = try required(name)
        guard let value = Choice(rawValue: text) else {
            throw unexpected("\(localName) has the unknown \(name) \"\(text.prefix(80))\"")
        }
        return value
    }

    /// The version of a definition, a test or an object; zero when it has none.
    var version: Int { Int(attribute("version") ?? "") ?? 0 }
}
