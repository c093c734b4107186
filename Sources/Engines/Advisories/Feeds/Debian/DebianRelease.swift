/// Debian's releases by their code names.
enum DebianRelease {
    private static let numbers: [Substring: String] = [
        "hamm": "2.0", "slink": "2.1", "potato": "2.2", "woody": "3.0", "sarge": "3.1", "etch": "4",
        "lenny": "5", "squeeze": "6", "wheezy": "7", "jessie": "8", "stretch": "9", "buster": "10",
        "bullseye": "11",
        "bookworm": "12", "trixie": "13", "forky": "14", "duke": "15",
    ]

    /// The ecosystem of a release: by its number, and where it has none, such as `sid`, by its name.
    static func ecosystem(_ codename: some StringProtocol) -> Ecosystem {
        let name = Substring(codename)
        return Ecosystem(name: "Debian", release: numbers[name] ?? String(name))
    }
}
