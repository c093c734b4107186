/// `oscap xccdf remediate` and `eval --remediate`: a scanner looks at a machine and leaves it as it is.
enum Remediation {
    /// Says so, and what repairs instead, before anything is evaluated.
    static func refuse(_ invocation: Invocation) throws(Failure) {
        if invocation.arguments.has("remediate") { throw refusal }
    }

    /// What both commands say.
    static let refusal = Failure(
        "This program does not change machines: write the repairs with 'oscap xccdf generate fix', read them and "
            + "run them.")
}
