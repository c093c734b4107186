// swift-tools-version: 6.2
import PackageDescription

/// The parsers of foreign bytes under libFuzzer, outside of the build: `make fuzz`.
///
/// The engines' sources are compiled here once more, through a link, because the sanitizer has to see them and
/// must not see what they do not need.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func target(_ name: String, _ path: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(path)", swiftSettings: house)
}

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CBzip2", path: "Sources/System/CBzip2"),
        .systemLibrary(name: "CLibxml2", path: "Sources/System/CLibxml2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
        .systemLibrary(name: "CPCRE2", path: "Sources/System/CPCRE2", pkgConfig: "libpcre2-8"),
        .systemLibrary(name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3"),
        target("Bytes", "Bytes"),
        target("Bzip2", "System/Bzip2", ["CBzip2"]),
        target("Patterns", "Patterns", ["CPCRE2"]),
        target("XML", "System/XML", ["Bzip2", "CLibxml2"]),
        target("YAML", "YAML", ["Bytes", .product(name: "Yams", package: "Yams")]),
        target("Host", "Inspection/Host", ["CLinux"]),
        target("RPM", "Inspection/RPM", ["Bytes", "CSQLite", "Host"]),
        target("OVAL", "Engines/OVAL", ["Bytes", "CSQLite", "Host", "Patterns", "RPM", "XML", "YAML"]),
        target("XCCDF", "Engines/XCCDF", ["Bytes", "Patterns", "XML"]),
        target("SCAP", "Engines/SCAP", ["Host", "OVAL", "XCCDF", "XML"]),
        .executableTarget(
            name: "fuzz", dependencies: ["Host", "OVAL", "Patterns", "RPM", "SCAP", "XCCDF", "XML", "YAML"],
            path: "Fuzzers", swiftSettings: house),
    ]
)
