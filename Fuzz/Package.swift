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
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CBzip2", path: "Sources/System/CBzip2"),
        .systemLibrary(name: "CLibxml2", path: "Sources/System/CLibxml2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
        .systemLibrary(name: "CLzma", path: "Sources/System/CLzma"),
        .systemLibrary(name: "CPCRE2", path: "Sources/System/CPCRE2", pkgConfig: "libpcre2-8"),
        .systemLibrary(name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3"),
        .systemLibrary(name: "CZlib", path: "Sources/System/CZlib"),
        .systemLibrary(name: "CZstd", path: "Sources/System/CZstd"),
        target("Bytes", "Bytes"),
        target("Bzip2", "System/Bzip2", ["CBzip2"]),
        target("Digests", "System/Digests", ["Bytes"]),
        target("Files", "System/Files"),
        target("Gzip", "System/Gzip", ["CZlib"]),
        target("Patterns", "Patterns", ["CPCRE2"]),
        target("Threads", "System/Threads"),
        target("Xz", "System/Xz", ["CLzma"]),
        target("Zstandard", "System/Zstandard", ["CZstd"]),
        target("XML", "System/XML", ["Bzip2", "CLibxml2"]),
        target("YAML", "YAML", ["Bytes", .product(name: "Yams", package: "Yams")]),
        target("Host", "Inspection/Host", ["CLinux"]),
        target("RPM", "Inspection/RPM", ["Bytes", "CSQLite", "Host"]),
        target("FileEvents", "Inspection/FileEvents", ["CLinux", "Host"]),
        target(
            "Images", "Inspection/Images",
            [
                "Bytes", "CLinux", "Files", "Gzip", "Host", "Zstandard",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        target("OSTree", "Inspection/OSTree", ["Bytes", "Digests", "Gzip", "Host"]),
        target(
            "Ownership", "Inspection/Ownership",
            ["Bytes", "Digests", "Gzip", "Host", "Images", "OSTree", "RPM", "Xz", "Zstandard"]),
        target(
            "FileIntegrity", "Engines/FileIntegrity",
            ["Bytes", "Digests", "Files", "Gzip", "Host", "Patterns", "Threads"]),
        target("OVAL", "Engines/OVAL", ["Bytes", "CSQLite", "Host", "Patterns", "RPM", "XML", "YAML"]),
        target("XCCDF", "Engines/XCCDF", ["Bytes", "Patterns", "XML"]),
        target("SCAP", "Engines/SCAP", ["Host", "OVAL", "XCCDF", "XML"]),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Bytes", "Digests", "FileEvents", "FileIntegrity", "Host", "OSTree", "OVAL", "Ownership",
                "Patterns", "RPM", "SCAP", "XCCDF", "XML", "YAML",
            ],
            path: "Fuzzers", swiftSettings: house),
    ]
)
