// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled under the same law: language mode 6, explicit existentials, no leaking
/// imports.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func target(
    _ name: String, _ path: String, exclude: [String] = [], _ dependencies: [Target.Dependency] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(path)", exclude: exclude,
        swiftSettings: house)
}

/// A capability: its definitions, and the objects that it creates, stand in YAML beside their Swift types and are
/// built into the program.
func capability(
    _ name: String, definitions: [String], objects: [String] = [], exclude: [String] = [],
    _ dependencies: [Target.Dependency]
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/Capabilities/\(name)",
        exclude: ["README.md", "Resources/kustomization.yaml"] + exclude,
        resources: (definitions.map { "Resources/\($0).yaml" } + objects).map { .embedInCode($0) },
        swiftSettings: house)
}

func tests(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(path)", swiftSettings: house)
}

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

let asyncHTTPClient = product("AsyncHTTPClient", "async-http-client")
let argumentParser = product("ArgumentParser", "swift-argument-parser")
let crypto = product("Crypto", "swift-crypto")
let httpTypes = product("HTTPTypes", "swift-http-types")
let hummingbird = product("Hummingbird", "hummingbird")
let lifecycle = product("ServiceLifecycle", "swift-service-lifecycle")
let logging = product("Logging", "swift-log")

/// LLVM's linker packs the 150,000 relocations of a static Swift program into 30 KB, so that starting it
/// reads 3 MB less, and it need not keep every symbol for libraries that nobody loads.
///
/// What the API server runs stands together (Scripts/order-functions): scattered, it kept two thirds of the
/// program resident.
let lean = [
    "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "--gc-sections", "-Xlinker", "-z",
    "-Xlinker", "pack-relative-relocs", "-Xlinker",
    "--symbol-ordering-file=\(Context.packageDirectory)/Scripts/function-order", "-Xlinker",
    "--no-warn-symbol-ordering",
]

let package = Package(
    name: "martlet",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "martlet", targets: ["martlet"]),
        .library(name: "CEL", targets: ["CEL"]),
        .library(name: "ChangeExplanation", targets: ["ChangeExplanation"]),
        .library(name: "Advisories", targets: ["Advisories"]),
        .library(name: "AdvisoryStore", targets: ["AdvisoryStore"]),
        .library(name: "FileIntegrity", targets: ["FileIntegrity"]),
        .library(name: "Inventory", targets: ["Inventory"]),
        .library(name: "JQ", targets: ["JQ"]),
        .library(name: "Matching", targets: ["Matching"]),
        .library(name: "OVAL", targets: ["OVAL"]),
        .library(name: "SBOM", targets: ["SBOM"]),
        .library(name: "VersionOrder", targets: ["VersionOrder"]),
        .library(name: "XCCDF", targets: ["XCCDF"]),
        .library(name: "SCAP", targets: ["SCAP"]),
        .library(name: "SCAPReports", targets: ["SCAPReports"]),
        .library(name: "KubeBench", targets: ["KubeBench"]),
    ],
    dependencies: [
        // The HTTP front of the embedded API server and of the console.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // The cluster's own certificate authority and client certificates; digests.
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // HTTPS to other servers: real clusters and admission webhooks.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // Service-account tokens.
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        // etcd speaks gRPC.
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.1"),
        // YAML that people write: manifests, CRDs.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // The process: its command line, its log, its services.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0: C libraries, bytes and patterns.
        .systemLibrary(
            name: "CBzip2", path: "Sources/System/CBzip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(
            name: "CLibxml2", path: "Sources/System/CLibxml2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLzma", path: "Sources/System/CLzma", providers: [.apt(["liblzma-dev"])]),
        .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
        .systemLibrary(
            name: "CPCRE2", path: "Sources/System/CPCRE2", pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", path: "Sources/System/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", path: "Sources/System/CZstd", providers: [.apt(["libzstd-dev"])]),
        target("Bytes", "Bytes"),
        target("Bzip2", "System/Bzip2", ["CBzip2"]),
        // Loads libcrypto and libgcrypt only when something is digested.
        target("Digests", "System/Digests", ["Bytes"]),
        target("Gzip", "System/Gzip", ["CZlib"]),
        target("Patterns", "Patterns", ["CPCRE2"]),
        target("Processes", "System/Processes"),
        target("Files", "System/Files"),
        // One Ed25519 for the house: keys in files, signatures.
        target("Signing", "System/Signing", ["Bytes", crypto]),
        target("Threads", "System/Threads"),
        // Lock files and advisories of Rust and Haskell.
        target("TOML", "TOML", ["Bytes"]),
        target("XML", "System/XML", ["Bzip2", "CLibxml2"]),
        // Loads liblzma only when something is unpacked.
        target("Xz", "System/Xz", ["CLzma"]),
        target("YAML", "YAML", ["Bytes", product("Yams", "Yams")]),
        target("Zstandard", "System/Zstandard", ["CZstd"]),

        // Floor 1: the resource model, and what can be looked at.
        target("Kubernetes", "Kubernetes", ["Bytes", "Patterns"]),
        target("Host", "Inspection/Host", ["CLinux"]),
        target(
            "Images", "Inspection/Images",
            ["Bytes", "CLinux", "Files", "Gzip", "Host", "Xz", "Zstandard", crypto]),
        // Where images come from over the network and on this host; Images itself stays without a network.
        target(
            "Registry", "Inspection/Registry",
            [
                "Bytes", "CLinux", "Files", "Images", asyncHTTPClient, crypto,
                product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"),
            ]),
        target(
            "Rehearsal", "Inspection/Rehearsal", ["Bytes", "CLinux", "Files", "Host", "Processes", "Threads"]),
        // Every change of a host's files as it happens, with who made it.
        target("FileEvents", "Inspection/FileEvents", ["CLinux", "Host"]),
        target("RPM", "Inspection/RPM", ["Bytes", "Host"]),
        // Who put a file on a machine, and what they say that it is.
        target("OSTree", "Inspection/OSTree", ["Bytes", "Digests", "Gzip", "Host"]),
        // Who put a file on a machine, and what they say that it is.
        target(
            "Ownership", "Inspection/Ownership",
            ["Bytes", "Digests", "Gzip", "Host", "Images", "OSTree", "RPM"]),

        // Floor 2: where resources live, and the judges.
        target("Cluster", "Cluster/Cluster", ["Bytes", "Kubernetes"]),
        target("Controllers", "Cluster/Controllers", ["Bytes", "Cluster", "Kubernetes", logging]),
        target(
            "EmbeddedCluster", "Cluster/EmbeddedCluster",
            ["Bytes", "CEL", "CSQLite", "Cluster", "Files", "Kubernetes", "Threads", logging]),
        target(
            "RemoteCluster", "Cluster/RemoteCluster",
            [
                "Bytes", "Cluster", "Files", "Kubernetes", "Processes", "Threads", "YAML", asyncHTTPClient,
                logging,
                product("NIOCore", "swift-nio"), product("NIOFoundationCompat", "swift-nio"),
                product("NIOHTTP1", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"),
            ]),
        target(
            "Etcd", "Cluster/Etcd", exclude: ["Generated/etcd.proto"],
            [
                "Bytes", "Cluster", "EmbeddedCluster", "Kubernetes", logging,
                product("GRPCCore", "grpc-swift-2"), product("GRPCProtobuf", "grpc-swift-protobuf"),
                product("GRPCNIOTransportHTTP2", "grpc-swift-nio-transport"),
                product("SwiftProtobuf", "swift-protobuf"),
            ]),
        target(
            "Access", "Cluster/Access",
            ["Bytes", "Cluster", "Kubernetes", crypto, logging, product("JWTKit", "jwt-kit")]),
        target(
            "Admission", "Cluster/Admission",
            [
                "Access", "Bytes", "CEL", "Cluster", "EmbeddedCluster", "Kubernetes", asyncHTTPClient,
                logging,
                product("NIOCore", "swift-nio"), product("NIOHTTP1", "swift-nio"),
                product("NIOPosix", "swift-nio"), product("NIOSSL", "swift-nio-ssl"),
            ]),
        target(
            "APIServer", "Cluster/APIServer",
            [
                "Access", "Bytes", "Cluster", "EmbeddedCluster", "Files", "Kubernetes", "Threads", "YAML",
                crypto,
                httpTypes,
                hummingbird,
                lifecycle, logging, product("HummingbirdCore", "hummingbird"),
                product("HummingbirdTLS", "hummingbird"), product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"), product("SwiftASN1", "swift-asn1"),
                product("X509", "swift-certificates"),
            ]),
        target("CEL", "Engines/CEL", ["Bytes", "Patterns"]),
        target("JQ", "Engines/JQ", ["Bytes", "Patterns"]),
        target(
            "FileIntegrity", "Engines/FileIntegrity",
            ["Bytes", "Digests", "Files", "Gzip", "Host", "Patterns", "Threads"]),
        target(
            "ChangeExplanation", "Engines/ChangeExplanation",
            ["Digests", "FileIntegrity", "Host", "Ownership"]),
        // Which of two versions is the older one, in every ecosystem's own order.
        target("VersionOrder", "Engines/VersionOrder"),
        target(
            "OVAL", "Engines/OVAL",
            ["Bytes", "CSQLite", "Host", "Patterns", "RPM", "Threads", "VersionOrder", "XML", "YAML"]),
        target("GoTemplates", "Engines/GoTemplates", ["Bytes"]),
        // One text that names a package of any package manager.
        target("PackageURLs", "Engines/PackageURLs"),
        // What is known to be wrong with software: the records, the feeds they come from, and their scores.
        target(
            "Advisories", "Engines/Advisories",
            ["PackageURLs", "Bytes", "Gzip", "Images", "TOML", "Threads", "VersionOrder", "XML", "YAML"]),
        // Advisories, laid out in files that are looked into where they lie.
        target(
            "AdvisoryStore", "Engines/AdvisoryStore", ["Advisories", "Bytes", "VersionOrder", "Zstandard"]),
        // What software is on a machine or in an image.
        target(
            "Inventory", "Engines/Inventory",
            [
                "PackageURLs", "Bytes", "CLinux", "Gzip", "Host", "Images", "RPM", "TOML", "XML", "YAML",
                "Zstandard",
            ]),
        target("SBOM", "Engines/SBOM", ["PackageURLs", "Bytes", "Inventory", "XML", crypto]),
        // Which flaws an inventory has, and what changed between two.
        target("Matching", "Engines/Matching", ["Advisories", "AdvisoryStore", "Inventory", "VersionOrder"]),
        target("PlatformFacts", "Engines/PlatformFacts", ["Bytes", "Files", "GoTemplates", "XCCDF", "YAML"]),
        target("KubeBench", "Engines/KubeBench", ["Bytes", "Host", "Patterns", "YAML"]),
        target("XCCDF", "Engines/XCCDF", ["Bytes", "Patterns", "XML"]),
        target("KubeBenchContent", "Engines/KubeBenchContent", ["Host", "KubeBench", "XCCDF"]),
        target("SCAP", "Engines/SCAP", ["Bytes", "CLinux", "Files", "Host", "OVAL", "XCCDF", "XML", crypto]),
        target("SCAPReports", "Engines/SCAPReports", ["Bytes", "OVAL", "Patterns", "SCAP", "XCCDF", "XML"]),

        // Floor 3: the rows of the table.
        target(
            "Capability", "Capabilities/Capability",
            [
                "Bytes", "CLinux", "Cluster", "Controllers", "Files", "Kubernetes", "YAML", argumentParser,
                logging,
            ]),
        // What `martlet compliance` says, and the peer's command line over the engines; neither knows
        // Kubernetes.
        target("ComplianceVerbs", "ComplianceVerbs", ["Bytes", "SCAP", "SCAPReports", "XCCDF"]),
        target(
            "OscapCommands", "Oscap",
            ["Files", "Host", "OVAL", "Processes", "SCAP", "SCAPReports", "XCCDF", "XML"]),
        // What `martlet integrity` says, and the peer's command line over the engine; neither knows Kubernetes.
        target(
            "IntegrityVerbs", "IntegrityVerbs",
            ["Bytes", "ChangeExplanation", "FileIntegrity", "Host", "Ownership", "Patterns", "Signing"]),
        target(
            "IntegrityWatch", "IntegrityWatch",
            ["Bytes", "FileEvents", "FileIntegrity", "Host", "IntegrityVerbs", "Threads"]),
        // The feeds of a machine: brought in, signed, handed on, compiled.
        target(
            "Feeds", "Feeds",
            [
                "Advisories", "AdvisoryStore", "Bytes", "Files", "Images", "Matching", "Signing",
                "VersionOrder",
                "Zstandard",
            ]),
        // What `martlet image` and `martlet node` say; it knows no Kubernetes.
        target(
            "VulnerabilityVerbs", "VulnerabilityVerbs",
            ["Advisories", "AdvisoryStore", "Bytes", "Feeds", "Inventory", "Matching"]),
        target("AideCommands", "Aide", ["CLinux", "FileIntegrity", "Files", "Host", "Processes"]),
        capability(
            "Compliance",
            definitions: [
                "ComplianceCheckResult", "ComplianceRemediation", "ComplianceScan", "ComplianceSuite",
                "CustomRule", "Profile", "ProfileBundle", "Rule", "ScanSetting", "ScanSettingBinding",
                "TailoredProfile", "Variable",
            ],
            objects: ["Monitoring/PrometheusRule.yaml", "Monitoring/ServiceMonitor.yaml"],
            exclude: ["Monitoring/kustomization.yaml"],
            [
                "Bytes", "Bzip2", "CEL", "Capability", "Cluster", "ComplianceVerbs", "Controllers", "Files",
                "GoTemplates", "Host", "Images", "JQ", "KubeBench", "KubeBenchContent", "Kubernetes", "OVAL",
                "PlatformFacts", "Processes", "Rehearsal", "SCAP", "SCAPReports", "Threads", "XCCDF", "XML",
                "YAML", argumentParser, crypto, logging,
            ]),
        capability(
            "NodeIntegrity", definitions: ["FileIntegrity", "FileIntegrityNodeStatus"],
            objects: ["Monitoring/PrometheusRule.yaml"], exclude: ["Monitoring/kustomization.yaml"],
            [
                "Bytes", "Capability", "ChangeExplanation", "Cluster", "Controllers", "Digests", "FileEvents",
                "FileIntegrity", "Gzip", "Host",
                "IntegrityVerbs", "IntegrityWatch", "Kubernetes", "Ownership", "Signing", "Threads", "YAML",
                argumentParser, logging,
            ]),

        // What software is in images and on nodes, and what is known against it.
        target(
            "Vulnerabilities", "Capabilities/Vulnerabilities", exclude: ["README.md"],
            [
                "Advisories", "Bytes", "Capability", "Cluster", "Controllers", "Feeds", "Files", "Host",
                "Images",
                "Inventory", "Matching", "SBOM", "Signing", "VulnerabilityVerbs", argumentParser,
            ]),

        // Floor 4: the console's frame, who is told of alerts, and the one executable.
        target(
            "Alertmanager", "Alertmanager",
            [
                "Bytes", "Capability", "Files", asyncHTTPClient, logging, product("NIOCore", "swift-nio"),
                product("NIOHTTP1", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"),
            ]),
        target(
            "Console", "Console",
            [
                "Bytes", "Capability", "Cluster", crypto, httpTypes, hummingbird, lifecycle, logging,
                product("NIOCore", "swift-nio"),
            ]),
        .executableTarget(
            name: "martlet",
            dependencies: [
                "FileEvents", "APIServer", "Access", "Admission", "AideCommands", "Alertmanager", "Bytes",
                "CLinux",
                "Capability", "Cluster", "Compliance", "Console", "Controllers", "EmbeddedCluster", "Etcd",
                "FileIntegrity", "Host", "Kubernetes", "NodeIntegrity", "OscapCommands", "PlatformFacts",
                "RemoteCluster", "SCAP", "Vulnerabilities",
                argumentParser, httpTypes, hummingbird, lifecycle, logging, product("NIOCore", "swift-nio"),
                product("UnixSignals", "swift-service-lifecycle"),
            ], path: "Sources/martlet", swiftSettings: house,
            linkerSettings: [.unsafeFlags(lean)]),

        // Tests, mirrored; what several of them need stands in Tests/Support.
        .target(
            name: "HTTPRecorder",
            dependencies: [
                "Bytes", httpTypes, hummingbird, logging, product("HummingbirdCore", "hummingbird"),
                product("HummingbirdTLS", "hummingbird"), product("NIOCore", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"),
            ], path: "Tests/Support/HTTPRecorder", swiftSettings: house),
        .target(
            name: "ClusterDumps", dependencies: ["Bytes", "YAML"], path: "Tests/Support/ClusterDumps",
            swiftSettings: house),
        .target(name: "Fuzzing", path: "Tests/Support/Fuzzing", swiftSettings: house),
        .target(
            name: "ImageFixtures", dependencies: ["Bytes", "CZlib", "CZstd", "ScratchRoots"],
            path: "Tests/Support/ImageFixtures", swiftSettings: house),
        .target(name: "ScratchRoots", path: "Tests/Support/ScratchRoots", swiftSettings: house),
        .target(
            name: "OSTreeDisks", dependencies: ["OSTree", "Processes", "ScratchRoots"],
            path: "Tests/Support/OSTreeDisks", swiftSettings: house),
        .target(name: "SharedValues", path: "Tests/Support/SharedValues", swiftSettings: house),
        .target(name: "TemporaryFolders", path: "Tests/Support/TemporaryFolders", swiftSettings: house),
        tests("BytesTests", "Bytes", ["Bytes", "Fuzzing"]),
        tests("TOMLTests", "TOML", ["Bytes", "Fuzzing", "TOML"]),
        tests("FilesTests", "System/Files", ["Files", "TemporaryFolders"]),
        tests(
            "SigningTests", "System/Signing", ["Bytes", "Fuzzing", "Processes", "ScratchRoots", "Signing"]),
        tests("XMLTests", "System/XML", ["Fuzzing", "XML"]),
        tests("YAMLTests", "YAML", ["Bytes", "Fuzzing", "YAML"]),
        tests("KubernetesTests", "Kubernetes", ["Bytes", "Fuzzing", "Kubernetes"]),
        tests(
            "ImagesTests", "Inspection/Images",
            [
                "Bytes", "CLinux", "CZlib", "CZstd", "Fuzzing", "Host", "ImageFixtures", "Images",
                "ScratchRoots", crypto,
            ]),
        tests(
            "RegistryTests", "Inspection/Registry",
            [
                "Bytes", "CLinux", "Fuzzing", "Host", "Images", "Processes", "Registry", "ScratchRoots",
                "Threads",
                crypto,
                httpTypes, hummingbird,
                logging, product("NIOCore", "swift-nio"),
            ]),
        tests("RehearsalTests", "Inspection/Rehearsal", ["Host", "Rehearsal", "ScratchRoots"]),
        tests("RPMTests", "Inspection/RPM", ["CSQLite", "Fuzzing", "Host", "RPM", "ScratchRoots"]),
        tests("HostTests", "Inspection/Host", ["Fuzzing", "Host", "ScratchRoots"]),
        tests(
            "FileEventsTests", "Inspection/FileEvents",
            ["CLinux", "FileEvents", "Fuzzing", "Host", "ScratchRoots", "Threads"]),
        tests(
            "ControllersTests", "Cluster/Controllers",
            ["Bytes", "Cluster", "Controllers", "EmbeddedCluster", "Kubernetes", "SharedValues", logging]),
        tests(
            "EmbeddedClusterTests", "Cluster/EmbeddedCluster",
            ["Bytes", "CSQLite", "Cluster", "EmbeddedCluster", "Kubernetes", "TemporaryFolders"]),
        tests(
            "APIServerTests", "Cluster/APIServer",
            [
                "APIServer", "Access", "Bytes", "Cluster", "EmbeddedCluster", "Fuzzing", "Kubernetes",
                "TemporaryFolders",
                crypto, httpTypes,
                hummingbird, lifecycle, logging, product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"), product("SwiftASN1", "swift-asn1"),
                product("X509", "swift-certificates"),
            ]),
        tests(
            "RemoteClusterTests", "Cluster/RemoteCluster",
            [
                "APIServer", "Bytes", "Cluster", "Controllers", "EmbeddedCluster", "Fuzzing", "Kubernetes",
                "SharedValues", "TemporaryFolders",
                "RemoteCluster", asyncHTTPClient, httpTypes, hummingbird, lifecycle, logging,
                product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"), product("NIOSSL", "swift-nio-ssl"),
            ]),
        tests(
            "EtcdTests", "Cluster/Etcd",
            ["Bytes", "Cluster", "EmbeddedCluster", "Etcd", "Kubernetes", "ScratchRoots", logging]),
        tests(
            "AccessTests", "Cluster/Access",
            ["Access", "Bytes", "Cluster", "Fuzzing", "Kubernetes", product("JWTKit", "jwt-kit")]),
        tests(
            "AdmissionTests", "Cluster/Admission",
            [
                "Access", "Admission", "Bytes", "CEL", "Cluster", "EmbeddedCluster", "Fuzzing", "Kubernetes",
                hummingbird,
                logging, product("HummingbirdTLS", "hummingbird"), product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"), product("NIOSSL", "swift-nio-ssl"),
            ]),
        tests("CELTests", "Engines/CEL", ["Bytes", "CEL", "Fuzzing", "Patterns"]),
        tests("DigestsTests", "System/Digests", ["Bytes", "Digests"]),
        tests("ThreadsTests", "System/Threads", ["Threads"]),
        tests(
            "FileIntegrityTests", "Engines/FileIntegrity",
            [
                "Bytes", "CLinux", "Digests", "FileIntegrity", "Fuzzing", "Gzip", "Host", "Processes",
                "ScratchRoots",
            ]),
        tests(
            "OSTreeTests", "Inspection/OSTree",
            ["Bytes", "CLinux", "Fuzzing", "Host", "OSTree", "OSTreeDisks", "ScratchRoots"]),
        tests(
            "OwnershipTests", "Inspection/Ownership",
            [
                "Bytes", "Digests", "Fuzzing", "Host", "Images", "Ownership", "Processes", "RPM",
                "ScratchRoots",
            ]),
        tests(
            "ChangeExplanationTests", "Engines/ChangeExplanation",
            [
                "Bytes", "ChangeExplanation", "FileIntegrity", "Fuzzing", "Host", "OSTree", "OSTreeDisks",
                "Ownership", "Processes", "ScratchRoots",
            ]),
        tests("JQTests", "Engines/JQ", ["Bytes", "Fuzzing", "JQ"]),
        tests(
            "OVALTests", "Engines/OVAL",
            ["Bytes", "CLinux", "Fuzzing", "Host", "OVAL", "Patterns", "ScratchRoots", "XML", "YAML"]),
        tests("PatternsTests", "Patterns", ["Fuzzing", "Patterns"]),
        tests(
            "KubeBenchTests", "Engines/KubeBench",
            ["Bytes", "Fuzzing", "Host", "KubeBench", "Processes", "ScratchRoots"]),
        tests(
            "KubeBenchContentTests", "Engines/KubeBenchContent",
            ["Host", "KubeBench", "KubeBenchContent", "ScratchRoots", "XCCDF"]),
        tests("GoTemplatesTests", "Engines/GoTemplates", ["Fuzzing", "GoTemplates"]),
        tests(
            "AdvisoriesTests", "Engines/Advisories",
            [
                "PackageURLs", "Advisories", "Bytes", "Fuzzing", "Processes", "TemporaryFolders",
                "VersionOrder",
            ]),
        tests(
            "AdvisoryStoreTests", "Engines/AdvisoryStore",
            ["Advisories", "AdvisoryStore", "Bytes", "Fuzzing"]),
        tests(
            "InventoryTests", "Engines/Inventory",
            [
                "PackageURLs",
                "Bytes", "CSQLite", "CZlib", "CZstd", "Fuzzing", "Host", "ImageFixtures", "Images",
                "Inventory", "RPM", "ScratchRoots",
            ]),
        tests("PackageURLsTests", "Engines/PackageURLs", ["PackageURLs"]),
        tests("SBOMTests", "Engines/SBOM", ["Bytes", "Fuzzing", "Inventory", "SBOM"]),
        tests("ZstandardTests", "System/Zstandard", ["Zstandard"]),
        tests(
            "FeedsTests", "Feeds",
            [
                "Advisories", "Bytes", "Feeds", "Files", "Fuzzing", "Images", "Inventory", "Matching",
                "Signing",
                "TemporaryFolders",
            ]),
        tests("MatchingTests", "Engines/Matching", ["Advisories", "AdvisoryStore", "Inventory", "Matching"]),
        tests(
            "VersionOrderTests", "Engines/VersionOrder",
            ["Fuzzing", "Processes", "TemporaryFolders", "VersionOrder"]),
        tests(
            "PlatformFactsTests", "Engines/PlatformFacts",
            ["Bytes", "Fuzzing", "GoTemplates", "PlatformFacts", "XCCDF", "XML"]),
        tests("XCCDFTests", "Engines/XCCDF", ["Fuzzing", "XCCDF", "XML"]),
        tests("SCAPTests", "Engines/SCAP", ["Bytes", "Fuzzing", "Host", "OVAL", "SCAP", "XCCDF", "XML"]),
        tests("ComplianceVerbsTests", "ComplianceVerbs", ["Bytes", "ComplianceVerbs", "Fuzzing", "XCCDF"]),
        tests(
            "OscapCommandsTests", "Oscap",
            ["Fuzzing", "OVAL", "OscapCommands", "Processes", "SCAP", "ScratchRoots", "XCCDF", "XML"]),
        tests(
            "AideCommandsTests", "Aide",
            ["AideCommands", "FileIntegrity", "Fuzzing", "Processes", "ScratchRoots"]),
        tests(
            "IntegrityVerbsTests", "IntegrityVerbs",
            ["Bytes", "FileIntegrity", "Fuzzing", "Host", "IntegrityVerbs", "Processes", "ScratchRoots"]),
        tests(
            "IntegrityWatchTests", "IntegrityWatch",
            [
                "Bytes", "CLinux", "FileEvents", "FileIntegrity", "Fuzzing", "Host", "IntegrityVerbs",
                "IntegrityWatch", "Processes", "ScratchRoots", "Threads",
            ]),
        tests(
            "SCAPReportsTests", "Engines/SCAPReports",
            ["Bytes", "Fuzzing", "Host", "OVAL", "SCAP", "SCAPReports", "ScratchRoots", "XCCDF", "XML"]),
        tests("CapabilityTests", "Capabilities/Capability", ["Capability", "TemporaryFolders"]),
        tests(
            "NodeIntegrityTests", "Capabilities/NodeIntegrity",
            [
                "Bytes", "Capability", "Cluster", "Controllers", "EmbeddedCluster", "FileIntegrity",
                "Fuzzing", "Gzip", "Host", "Kubernetes", "NodeIntegrity", "ScratchRoots", "TemporaryFolders",
                "YAML",
                logging,
            ]),
        tests(
            "ComplianceTests", "Capabilities/Compliance",
            [
                "Bytes", "Capability", "Cluster", "ClusterDumps", "Compliance", "Controllers",
                "EmbeddedCluster", "Fuzzing", "Host", "Kubernetes", "OVAL", "PlatformFacts", "SCAP",
                "SCAPReports", "ScratchRoots", "TemporaryFolders", "XCCDF", "YAML", argumentParser, logging,
            ]),
        tests(
            "AlertmanagerTests", "Alertmanager",
            ["Alertmanager", "Bytes", "Capability", "HTTPRecorder", "TemporaryFolders", logging]),
        tests("ConsoleTests", "Console", ["Capability", "Cluster", "Console", "EmbeddedCluster", logging]),
        tests("EndToEndTests", "EndToEnd", ["Bytes", "HTTPRecorder"]),
    ]
)
