import Glibc
import Signing
import TemporaryFolders
import Testing

@testable import Feeds

@Suite("Feeds whose taker was killed", .serialized)
struct FeedBundleDeathTests {
    /// Takes one bundle after the other until somebody kills the process.
    static func takeAll(_ path: String, killAfter microseconds: UInt32) throws {
        var identifier = pthread_t()
        let time = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
        time.initialize(to: microseconds)
        pthread_create(
            &identifier, nil,
            { argument in
                usleep(argument?.load(as: UInt32.self) ?? 0)
                kill(getpid(), SIGKILL)
                return nil
            }, time)
        let target = FeedDirectory(path + "/target")
        let key = try Ed25519PublicKey(contentsOf: path + "/key.pem")
        let first = try (target.manifest()?.serial ?? 0) + 1
        for number in stride(from: first, through: 60, by: 1) {
            try FeedBundle.adopt("\(path)/\(number).tar", into: target, trusting: [key])
        }
        while true { pause() }
    }

    @Test(
        "whenever it is killed, the feeds are those before or after, whole, signed and no older",
        .timeLimit(.minutes(10)))
    func killed() async throws {
        let samples = FeedSamples()
        samples.folder.write("key.pem", try #require(samples.keys.first).pem)
        for number in 1...60 {
            try samples.bring("go", FeedSamples.many(80, changed: number))
            try samples.export("\(number).tar", since: number % 3 == 0 ? "\(number - 1).tar" : nil)
        }
        var latest = 0
        for number in 0..<24 {
            setenv("MARTLET_TEST_FEEDS", samples.folder.path, 1)
            setenv("MARTLET_TEST_KILL", String(20_000 + number * 83_571 % 600_000), 1)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                let path = getenv("MARTLET_TEST_FEEDS").map { String(cString: $0) } ?? ""
                let time = getenv("MARTLET_TEST_KILL").flatMap { UInt32(String(cString: $0)) } ?? 0
                try FeedBundleDeathTests.takeAll(path, killAfter: time)
            }
            guard let manifest = try samples.target.manifest() else { continue }
            #expect(manifest.serial >= latest)
            latest = manifest.serial
            #expect(try samples.target.signers() == samples.keys)
            #expect(try Feeds(samples.target).manifest == manifest)
            for feed in manifest.feeds {
                #expect(
                    try samples.target.records(of: feed)
                        == FeedSamples.records("go", FeedSamples.many(80, changed: latest)))
            }
        }
        #expect(latest > 0)
        // Whoever comes next cleans up.
        try samples.bring("go", ["GO-1": "1.0.0"])
        try samples.export("last.tar")
        try samples.adopt("last.tar")
        #expect(FeedDirectory.names(samples.target.path + "/records").count == 1)
        #expect(FeedDirectory.names(samples.target.path + "/compiled").count == 1)
        #expect(FeedDirectory.names(samples.target.path + "/signatures").count == 1)
    }
}
