import Capability

/// What surrounds every page, and the two pages that belong to no capability.
enum ConsoleFrame {
    static func document(title: String, body: HTML, pages: [Page], current: String) -> HTML {
        let links: [HTML] = pages.map { page in
            page.path == current
                ? "<a href=\"\(page.path)\" aria-current=\"page\">\(page.title)</a>"
                : "<a href=\"\(page.path)\">\(page.title)</a>"
        }
        let home: HTML =
            current == "/" ? "<a href=\"/\" aria-current=\"page\">Overview</a>" : "<a href=\"/\">Overview</a>"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · Martlet</title>
            <link rel="stylesheet" href="/style.css">
            </head>
            <body>
            <header><strong>Martlet</strong><nav aria-label="Pages">\(home)\(links)</nav></header>
            <main>
            <h1>\(title)</h1>
            \(body)
            </main>
            </body>
            </html>

            """
    }

    /// The security table: a row a capability.
    static func overview(_ rows: [(name: String, posture: Posture)], pages: [Page]) -> HTML {
        let lines: [HTML] = rows.map { name, posture in
            let label: HTML = posture.path.map { "<a href=\"\($0)\">\(name)</a>" } ?? "\(name)"
            return """
                <tr><th scope="row">\(label)</th><td><span class="state \(posture.state.rawValue)">\(word(posture.state))</span></td>\
                <td>\(posture.summary)</td><td>\(posture.checked ?? "never")</td></tr>

                """
        }
        let table: HTML = """
            <table>
            <thead><tr><th scope="col">Control</th><th scope="col">State</th><th scope="col">What is so</th>\
            <th scope="col">Last checked</th></tr></thead>
            <tbody>
            \(lines)</tbody>
            </table>
            """
        return document(title: "Overview", body: table, pages: pages, current: "/")
    }

    static func signIn(failed: Bool) -> HTML {
        let message: HTML =
            failed ? "<p class=\"bad\" role=\"alert\">That token does not open this console.</p>" : ""
        let form: HTML = """
            \(message)<form method="post" action="/sign-in">
            <label for="token">Token</label>
            <input id="token" name="token" type="password" autocomplete="off" required autofocus>
            <button>Sign in</button>
            </form>
            <p>The token stands in <code>pki/token</code> below the state directory.</p>
            """
        return document(title: "Sign in", body: form, pages: [], current: "/sign-in")
    }

    private static func word(_ state: Posture.State) -> HTML {
        switch state {
        case .good: "good"
        case .warning: "look"
        case .bad: "act"
        case .unknown: "unknown"
        }
    }
}
