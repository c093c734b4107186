public import Bytes
public import FileEvents
import FileIntegrity
import IntegrityVerbs

extension WatchFinding {
    /// The headline of a table of findings.
    public static let tableHead = "TIME                      KIND      SUMMARY            PATH\n"

    /// One line of a table; control characters of names are octal.
    public var tableLine: String {
        let kind = kind.uppercased()
        let summary = finding.summary
        var line = Self.text(eventTime ?? verdictTime)
        line += "  " + kind + String(repeating: " ", count: max(2, 10 - kind.count))
        line += summary + String(repeating: " ", count: max(1, 19 - summary.count)) + finding.path
        if !isResolved, !finding.changes.isEmpty {
            line += "  " + finding.changes.map(\.attribute).joined(separator: ",")
        }
        if let actor = actors.last { line += "  by " + actor.text }
        if actors.count > 1 { line += " and \(actors.count - 1) more" }
        if cause != .event { line += "  (\(cause.rawValue))" }
        return line + "\n"
    }

    /// The finding as an object.
    public var json: JSON {
        guard case .object(var object) = finding.json else { return .null }
        object["kind"] = .string(kind)
        object["cause"] = .string(cause.rawValue)
        if let eventTime { object["eventTime"] = .string(Self.text(eventTime)) }
        object["verdictTime"] = .string(Self.text(verdictTime))
        if let eventTime { object["milliseconds"] = .int((verdictTime - eventTime) / 1_000_000) }
        object["actors"] = .array(actors.map(\.json))
        return .object(object)
    }

    /// `2026-01-02T03:04:05.678Z`.
    private static func text(_ nanoseconds: Int64) -> String {
        let milliseconds = String(nanoseconds / 1_000_000 % 1000)
        let padded = String(repeating: "0", count: max(0, 3 - milliseconds.count)) + milliseconds
        return CivilTime(secondsSince1970: nanoseconds / 1_000_000_000).text + ".\(padded)Z"
    }
}

extension EventActor {
    /// One line for a person: the process's number, what it runs, and whose it is.
    public var text: String {
        guard let process else { return "a process that the kernel does not name" }
        var words = ["\(process)"]
        if let executable {
            words.append(String(decoding: PlainText.escaped(executable), as: UTF8.self))
        } else if let command {
            words.append("(\(PlainText.escaped(command)))")
        }
        if let user = userName ?? userID.map(String.init) { words.append("as \(user)") }
        if let login = loginUserName ?? loginUserID.map(String.init) {
            words.append("logged in as \(login)")
        }
        if let container { words.append("in container \(container.id.prefix(12))") }
        if state == .gone { words.append("(ended)") }
        return words.joined(separator: " ")
    }

    /// The actor as an object; what is not known is left out.
    public var json: JSON {
        var object = JSONObject([
            ("state", .string(state == .seen ? "seen" : state == .gone ? "gone" : "untold"))
        ])
        if let process { object["pid"] = .int(Int64(process)) }
        if let executable {
            object["exe"] = .string(String(decoding: PlainText.escaped(executable), as: UTF8.self))
        }
        if let command { object["command"] = .string(PlainText.escaped(command)) }
        if let userID { object["uid"] = .int(Int64(userID)) }
        if let userName { object["user"] = .string(userName) }
        if let loginUserID { object["loginUid"] = .int(Int64(loginUserID)) }
        if let loginUserName { object["loginUser"] = .string(loginUserName) }
        if let container {
            var inner = JSONObject([("id", .string(container.id))])
            if let runtime = container.runtime { inner["runtime"] = .string(runtime) }
            if let pod = container.pod { inner["pod"] = .string(pod) }
            object["container"] = .object(inner)
        }
        return .object(object)
    }
}
