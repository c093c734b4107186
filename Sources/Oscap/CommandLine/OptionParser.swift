/// Takes a command line apart as `getopt_long(3)` of glibc does.
///
/// Long options may be abbreviated as far as they stay clear, take their argument after `=` or as the next word,
/// and stand anywhere among the other words; `--` ends them.
struct OptionParser {
    /// A command line that `getopt_long` refuses, in its words.
    struct Refusal: Error {
        let sentence: String
    }

    let options: [LongOption]
    /// Stops at the first word that is no option, where a module's name stands.
    let stopsAtWord: Bool

    /// The options and words, and how many words of the command line were used.
    func parse(_ line: [String]) throws(Refusal) -> (arguments: ParsedArguments, used: Int) {
        var result = ParsedArguments()
        var index = 0
        while index < line.count {
            let word = line[index]
            index += 1
            if word == "--" {
                if stopsAtWord { return (result, index) }
                result.words += line[index...]
                return (result, line.count)
            }
            if word.hasPrefix("--") {
                try parseLong(word.dropFirst(2), line, &index, &result)
            } else if word.hasPrefix("-"), word != "-" {
                try parseLetters(word.dropFirst(), line, &index, &result)
            } else if stopsAtWord {
                return (result, index - 1)
            } else {
                result.words.append(word)
            }
        }
        return (result, index)
    }

    private func parseLong(
        _ word: Substring, _ line: [String], _ index: inout Int, _ result: inout ParsedArguments
    ) throws(Refusal) {
        let equals = word.firstIndex(of: "=")
        let name = word[..<(equals ?? word.endIndex)]
        let option = try option(named: name)
        let attached = equals.map { String(word[word.index(after: $0)...]) }
        guard option.argument != nil else {
            guard attached == nil else {
                throw Refusal(sentence: "option '--\(option.name)' doesn't allow an argument")
            }
            return result.add(option.key, "")
        }
        if let attached { return result.add(option.key, attached) }
        guard index < line.count else {
            throw Refusal(sentence: "option '--\(option.name)' requires an argument")
        }
        result.add(option.key, line[index])
        index += 1
    }

    /// The option of a name or of the beginning of one; spellings of one option are never ambiguous.
    private func option(named name: Substring) throws(Refusal) -> LongOption {
        if let exact = options.first(where: { $0.name == name }) { return exact }
        let matches = options.filter { $0.name.hasPrefix(name) }
        guard let first = matches.first else { throw Refusal(sentence: "unrecognized option '--\(name)'") }
        guard matches.allSatisfy({ $0.key == first.key }) else {
            let list = matches.map { " '--\($0.name)'" }.joined()
            throw Refusal(sentence: "option '--\(name)' is ambiguous; possibilities:\(list)")
        }
        return first
    }

    private func parseLetters(
        _ word: Substring, _ line: [String], _ index: inout Int, _ result: inout ParsedArguments
    ) throws(Refusal) {
        var rest = word
        while let letter = rest.popFirst() {
            guard let option = options.first(where: { $0.letter == letter }) else {
                throw Refusal(sentence: "invalid option -- '\(letter)'")
            }
            guard option.argument != nil else {
                result.add(option.key, "")
                continue
            }
            if !rest.isEmpty { return result.add(option.key, String(rest)) }
            guard index < line.count else {
                throw Refusal(sentence: "option requires an argument -- '\(letter)'")
            }
            result.add(option.key, line[index])
            index += 1
            return
        }
    }
}
