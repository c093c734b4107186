/// The console's one stylesheet; light and dark follow the browser.
enum ConsoleStyle {
    static let sheet = """
        :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c62828; --look: #8a5a00; }
        @media (prefers-color-scheme: dark) { :root { --good: #5fd07a; --bad: #ff8a80; --look: #ffc96b; } }
        body { font: 15px/1.5 system-ui, sans-serif; margin: 0; }
        header { display: flex; gap: 2rem; padding: .8rem 1.5rem; border-bottom: 1px solid var(--line); }
        nav { display: flex; gap: 1rem; flex-wrap: wrap; }
        nav a[aria-current] { font-weight: 600; text-decoration: none; color: inherit; }
        main { padding: 1rem 1.5rem; max-width: 80rem; }
        h1 { font-size: 1.4rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        .state { font-weight: 600; }
        .good, .PASS { color: var(--good); }
        .bad, .FAIL, .ERROR { color: var(--bad); }
        .warning, .MANUAL, .INCONSISTENT { color: var(--look); }
        .bar { display: flex; height: 1rem; margin: .5rem 0 1rem; }
        .filters { display: flex; gap: 1rem; margin: 0 0 1rem; padding: 0; list-style: none; flex-wrap: wrap; }
        pre { white-space: pre-wrap; }
        input, button { font: inherit; padding: .3rem .6rem; }

        """
}
