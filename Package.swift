// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled under the same law: language mode 6, explicit existentials, no leaking
/// imports.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func target(_ name: String, _ path: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(path)", exclude: [], swiftSettings: house)
}

func tests(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(path)", swiftSettings: house)
}

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "martlet",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "martlet", targets: ["martlet"]),
        .library(name: "XCCDF", targets: ["XCCDF"]),
        .library(name: "OVAL", targets: ["OVAL"]),
        .library(name: "SCAP", targets: ["SCAP"]),
    ],
    dependencies: [
        // The HTTP front of the embedded API server and of the console.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // The cluster's own certificate authority and client certificates.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // State in SQLite.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // YAML that people write: manifests, CRDs.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Floor 0: C libraries, bytes and patterns.
        .systemLibrary(
            name: "CLibxml2", path: "Sources/System/CLibxml2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CPCRE2", path: "Sources/System/CPCRE2", pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"])]),
        target("XML", "System/XML", ["CLibxml2"]),
        target("Patterns", "Patterns", ["CPCRE2"]),
        target("Bytes", "Bytes"),
        target("YAML", "YAML", ["Bytes", yams]),

        // Floor 1: the resource model and what can be looked at.
        target("Kubernetes", "Kubernetes", ["Bytes"]),
        target("Host", "Inspection/Host", ["Bytes"]),

        // Floor 2: where resources live, and the judges.
        target("Cluster", "Cluster/Cluster", ["Bytes", "Kubernetes"]),
        target("EmbeddedCluster", "Cluster/EmbeddedCluster", ["Bytes", "Kubernetes", "Cluster", grdb, logging]),
        target(
            "APIServer", "Cluster/APIServer",
            [
                "Bytes", "YAML", "Kubernetes", "Cluster", "EmbeddedCluster", hummingbird, hummingbirdTLS, nioSSL,
                x509, crypto, logging, lifecycle,
            ]),
        target("Controllers", "Cluster/Controllers", ["Bytes", "Kubernetes", "Cluster", logging]),
        target("OVAL", "Engines/OVAL", ["XML", "Patterns", "Host"]),
        target("XCCDF", "Engines/XCCDF", ["XML"]),
        target("SCAP", "Engines/SCAP", ["XML", "OVAL", "XCCDF", "Host"]),

        // Floor 3: the rows of the table.
        target(
            "Capability", "Capabilities/Capability",
            ["Bytes", "YAML", "Kubernetes", "Cluster", "Controllers", argumentParser, logging]),
        target(
            "Compliance", "Capabilities/Compliance",
            [
                "Bytes", "YAML", "Kubernetes", "Cluster", "Controllers", "Capability", "Host", "XCCDF", "SCAP",
                argumentParser, logging,
            ]),

        // Floor 4: the console's frame and the one executable.
        target("Console", "Console", ["Capability", "Cluster", "Kubernetes", hummingbird]),
        .executableTarget(
            name: "martlet",
            dependencies: [
                "Capability", "Compliance", "Console", "EmbeddedCluster", "APIServer", "Controllers",
                argumentParser, logging, lifecycle,
            ],
            path: "Sources/martlet", swiftSettings: house),
    ]
)
