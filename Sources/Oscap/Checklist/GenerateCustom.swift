import Glibc

/// `oscap xccdf generate custom`: style sheets from outside are programs, and are not run.
struct GenerateCustom {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let (sheet, path) = (invocation.arguments.value("stylesheet") ?? "", invocation.words[0])
        _ = try SourceFile.reader(path)
        guard access(sheet, R_OK) == 0 else {
            throw Failure("XSLT file '\(sheet)' not found when trying to transform '\(path)'")
        }
        throw Failure(
            "XSLT style sheets are not run: apply '\(sheet)' with an XSLT processor, such as 'xsltproc', to '\(path)'."
        )
    }
}
