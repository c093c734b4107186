extension Tool {
    /// `echo`: the arguments; a backslash is itself unless -e is given (as bash's, not dash's).
    static let echo: Body = { call throws(AuditShell.ShellStop) in
        var words = call.arguments[...]
        let endsWithLine = words.first != "-n"
        if !endsWithLine { words.removeFirst() }
        if words.contains(where: { $0.contains("\\") }) || words.first == "-e" {
            throw call.obstacle("shells differ about a backslash")
        }
        try call.streams.output.write(words.joined(separator: " ") + (endsWithLine ? "\n" : ""))
        return 0
    }

    /// `printf`: a format with `%s` and `%d`.
    static let printf: Body = { call throws(AuditShell.ShellStop) in
        guard let format = call.arguments.first else { throw call.obstacle("the format is missing") }
        var values = call.arguments.dropFirst()
        repeat {
            let before = values.count
            var scalars = format.unicodeScalars[...]
            var text = ""
            while let scalar = scalars.popFirst() {
                if scalar == "\\" {
                    switch scalars.popFirst() {
                    case "n": text += "\n"
                    case "t": text += "\t"
                    case "\\": text += "\\"
                    default: throw call.obstacle("the format \(format) is not answered here")
                    }
                } else if scalar == "%" {
                    switch scalars.popFirst() {
                    case "%": text += "%"
                    case "s": text += values.popFirst() ?? ""
                    case "d": text += values.popFirst() ?? "0"
                    default: throw call.obstacle("the format \(format) is not answered here")
                    }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
            try call.streams.output.write(text)
            if values.count == before { break }
        } while !values.isEmpty
        return 0
    }

    /// `head`: the first lines.
    static let head: Body = { call throws(AuditShell.ShellStop) in
        let lines = try call.numberedLines()
        return try call.put(lines.lines.prefix(lines.count))
    }

    /// `tail`: the last lines.
    static let tail: Body = { call throws(AuditShell.ShellStop) in
        let lines = try call.numberedLines()
        return try call.put(lines.lines.suffix(lines.count))
    }

    /// `sort`: the lines in byte order, or in the order of the numbers they begin with.
    static let sort: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(call, flags: "run")
        var lines = try call.inputLines(options.operands)
        if options.has("n") {
            func number(_ line: ArraySlice<UInt8>) -> Double {
                let digits = line.drop { $0 == 0x20 }.prefix { $0 >= 0x2D && $0 <= 0x39 && $0 != 0x2F }
                return Double(String(decoding: digits, as: UTF8.self)) ?? 0
            }
            lines.sort {
                let (one, other) = (number($0), number($1))
                return one == other ? $0.lexicographicallyPrecedes($1) : one < other
            }
        } else {
            lines.sort { $0.lexicographicallyPrecedes($1) }
        }
        if options.has("r") { lines.reverse() }
        if options.has("u") { lines = lines.withoutRepetitions }
        return try call.put(lines)
    }

    /// `uniq`: the lines without those that repeat the one before.
    static let uniq: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(call, flags: "")
        if options.operands.count > 1 { throw call.obstacle("it writes to a file") }
        return try call.put(call.inputLines(options.operands).withoutRepetitions)
    }

    /// `wc -l`: how many lines there are.
    static let wc: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(call, flags: "lc")
        guard options.operands.isEmpty, options.has("l") != options.has("c") else {
            throw call.obstacle("only -l or -c of the input is answered here")
        }
        let input = call.streams.input
        try call.put(String(options.has("l") ? input.count { $0 == 0x0A } : input.count))
        return 0
    }

    /// `cut`: fields between one byte and the next.
    static let cut: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(
            call, flags: "s", values: "df", long: ["delimiter": "d", "fields": "f"])
        let delimiter = Array((options.value("d") ?? "\t").utf8)
        guard let list = options.value("f"), delimiter.count == 1 else {
            throw call.obstacle("only -d with -f is answered here")
        }
        var ranges: [ClosedRange<Int>] = []
        for item in list.split(separator: ",") {
            let ends = item.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let first = ends[0].isEmpty ? 1 : Int(ends[0])
            let last = ends.count == 1 ? first : ends[1].isEmpty ? Int.max : Int(ends[1])
            guard let first, let last, first >= 1, first <= last else { throw call.obstacle("-f \(list)") }
            ranges.append(first...last)
        }
        var lines: [ArraySlice<UInt8>] = []
        for line in try call.inputLines(options.operands) {
            let fields = line.split(separator: delimiter[0], omittingEmptySubsequences: false)
            if fields.count == 1 {
                if !options.has("s") { lines.append(line) }
                continue
            }
            let kept = fields.indices.filter { place in ranges.contains { $0.contains(place + 1) } }
            lines.append(ArraySlice(kept.map { fields[$0] }.joined(separator: delimiter)))
        }
        return try call.put(lines)
    }

    /// `tr`: bytes replaced, deleted or squeezed.
    static let tr: Body = { call throws(AuditShell.ShellStop) in
        let options = try ToolOptions(call, flags: "ds")
        let sets = try options.operands.map { text throws(AuditShell.ShellStop) in try call.byteSet(text) }
        switch (options.has("d"), options.has("s"), sets.count) {
        case (true, false, 1):
            let dropped = Set(sets[0])
            try call.streams.output.write(call.streams.input.filter { !dropped.contains($0) })
        case (false, true, 1):
            let squeezed = Set(sets[0])
            var kept: [UInt8] = []
            for byte in call.streams.input where byte != kept.last || !squeezed.contains(byte) {
                kept.append(byte)
            }
            try call.streams.output.write(kept)
        case (false, false, 2):
            guard let last = sets[1].last else { throw call.obstacle("the second set is empty") }
            var map = Array(UInt8.min...UInt8.max)
            for (place, byte) in sets[0].enumerated() {
                map[Int(byte)] = place < sets[1].count ? sets[1][place] : last
            }
            try call.streams.output.write(call.streams.input.map { map[Int($0)] })
        default: throw call.obstacle("these options are not answered here")
        }
        return 0
    }

    /// `basename`: the last part of a path.
    static let basename: Body = { call throws(AuditShell.ShellStop) in
        guard call.arguments.count == 1, !call.arguments[0].hasPrefix("-") else {
            throw call.obstacle("only one path is answered here")
        }
        var path = call.arguments[0]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        try call.put(path == "/" ? path : String(path.split(separator: "/").last ?? ""))
        return 0
    }

    /// `dirname`: a path without its last part.
    static let dirname: Body = { call throws(AuditShell.ShellStop) in
        guard call.arguments.count == 1, !call.arguments[0].hasPrefix("-") else {
            throw call.obstacle("only one path is answered here")
        }
        var path = Substring(call.arguments[0])
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else {
            try call.put(".")
            return 0
        }
        path = path[..<slash]
        while path.hasSuffix("/") { path.removeLast() }
        try call.put(path.isEmpty ? "/" : String(path))
        return 0
    }
}

extension ToolCall {
    /// Writes lines; always succeeds as far as the exit code goes.
    func put(_ lines: some Sequence<ArraySlice<UInt8>>) throws(AuditShell.ShellStop) -> Int32 {
        for line in lines { try put(line) }
        return 0
    }

    /// The lines of files, or of the input when there are none.
    func inputLines(_ paths: [String]) throws(AuditShell.ShellStop) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        for path in paths.isEmpty ? ["-"] : paths {
            guard let bytes = try content(of: path) else { throw obstacle("\(path) cannot be read") }
            lines += Self.lines(bytes)
        }
        return lines
    }

    /// The lines and the count of `head` and `tail`.
    fileprivate func numberedLines() throws(AuditShell.ShellStop) -> (
        lines: [ArraySlice<UInt8>], count: Int
    ) {
        var call = self
        // The old form: a count instead of an option.
        if let first = arguments.first, first.hasPrefix("-"), let count = Int(first.dropFirst()) {
            call.arguments[0] = "-n\(count)"
        }
        let options = try ToolOptions(call, flags: "", values: "n", long: ["lines": "n"])
        let count = try options.count("n", of: call) ?? 10
        return (try call.inputLines(options.operands), count)
    }

    /// The bytes that a set of `tr` names: ranges, and backslashes before octal numbers and letters.
    fileprivate func byteSet(_ text: String) throws(AuditShell.ShellStop) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        if text.hasPrefix("[:") { throw obstacle("the class \(text) is not answered here") }
        while let byte = rest.popFirst() {
            var next = byte
            if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
                switch escaped {
                case UInt8(ascii: "n"): next = 0x0A
                case UInt8(ascii: "t"): next = 0x09
                case UInt8(ascii: "r"): next = 0x0D
                case 0x30...0x37:
                    var value = Int(escaped) - 0x30
                    while let digit = rest.first, (0x30...0x37).contains(digit), value < 32 {
                        value = value * 8 + Int(digit) - 0x30
                        rest.removeFirst()
                    }
                    next = UInt8(truncatingIfNeeded: value)
                default: next = escaped
                }
            } else if byte == UInt8(ascii: "-"), let first = bytes.last, let last = rest.popFirst() {
                guard first <= last else { throw obstacle("the range in \(text) is empty") }
                bytes += Array(first...last).dropFirst()
                continue
            }
            bytes.append(next)
        }
        return bytes
    }
}

extension [ArraySlice<UInt8>] {
    /// The lines without those that repeat the one before.
    fileprivate var withoutRepetitions: [ArraySlice<UInt8>] {
        var kept: [ArraySlice<UInt8>] = []
        for line in self where kept.last.map({ !$0.elementsEqual(line) }) ?? true { kept.append(line) }
        return kept
    }
}
