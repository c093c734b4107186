import FileIntegrity

/// The texts of `--help` and `--version`.
enum AideTexts {
    static func usage(_ dialect: Dialect) -> String {
        let list =
            dialect == .v0_19
            ? "      --list\t\tList the entries of the database in human-readable format\n" : ""
        return """
            AIDE \(dialect.version) 

            Usage: aide [options] command

            Commands:
              -i, --init\t\tInitialize the database
              -n, --dry-init\tTraverse the file system and match each file against rule tree
              -C, --check\t\tCheck the database
              -u, --update\t\tCheck and update the database non-interactively
              -E, --compare\t\tCompare two databases
            \(list)
            Miscellaneous:
              -D,\t\t\t--config-check\t\t\tTest the configuration file
              -p FILE_TYPE:PATH\t--path-check=FILE_TYPE:PATH\tMatch file type and path against rule tree
              -v,\t\t\t--version\t\t\tShow version of AIDE and compilation options
              -h,\t\t\t--help\t\t\t\tShow this help message

            Options:
              -c CFGFILE\t--config=CFGFILE\tGet config options from CFGFILE
              -l REGEX\t--limit=REGEX\t\tLimit command to entries matching REGEX
              -B "OPTION"\t--before="OPTION"\tBefore configuration file is read define OPTION
              -A "OPTION"\t--after="OPTION"\tAfter configuration file is read define OPTION
              -L LEVEL\t--log-level=LEVEL\tSet log message level to LEVEL
              -W WORKERS\t--workers=WORKERS\tNumber of simultaneous workers (threads) for file attribute processing

            """
    }

    static func version(_ dialect: Dialect) -> String {
        var text = "AIDE \(dialect.version)\n\nThis is Martlet, which speaks AIDE's languages.\n"
        text += "\nAvailable compiled-in attributes:\n"
        for attribute in AttributeSet.extended.members {
            guard let name = attribute.configurationName else { continue }
            text += "\(name): \(dialect.attributes.contains(attribute) ? "yes" : "no")\n"
        }
        text += "\nAvailable hashsum attributes:\n"
        for attribute in dialect.digests {
            guard let name = attribute.configurationName else { continue }
            text += "\(name): \(dialect.availableDigests.has(attribute) ? "yes" : "no")\n"
        }
        text += "\nDefault compound groups:\n"
        for group in dialect.groups where group.name != "E" {
            text += "\(group.name): \(group.value.expression)\n"
        }
        return text
    }
}
