import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("A content index and the clock")
struct ContentIndexClockTests {
    private static let setBack = "the clock was set back since the content index"

    private func filled() throws -> (IndexedSandbox, Configuration) {
        let sandbox = try IndexedSandbox()
        for number in 0..<5 { sandbox.box.file("f\(number)", "content \(number)") }
        let configuration = try sandbox.box.configuration("/ p+sha256")
        try sandbox.initialize(configuration)
        return (sandbox, configuration)
    }

    @Test("a clock that was set back makes a full look, which a person hears of; then all is well again")
    func stepBack() throws {
        let (sandbox, configuration) = try filled()
        sandbox.clocks.pass(seconds: 600)
        // Still later than when the index was written: only the two clocks together tell.
        sandbox.clocks.set(secondsAhead: -300)
        let outcome = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(outcome.index?.read == 5)
        #expect(outcome.index?.taken == 0)
        #expect(outcome.warnings.first?.hasPrefix(Self.setBack) == true)
        sandbox.clocks.pass(seconds: 600)
        let next = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(next.index == ContentIndexOutcome(taken: 5))
        #expect(next.warnings.isEmpty)
    }

    @Test("after a restart the index is used, unless the clock shows an earlier time than before")
    func restart() throws {
        let (sandbox, configuration) = try filled()
        sandbox.clocks.pass(seconds: 100)
        sandbox.clocks.restart()
        let outcome = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(outcome.index == ContentIndexOutcome(taken: 5))
        sandbox.clocks.restart()
        sandbox.clocks.set(secondsAhead: -101)
        let earlier = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(earlier.index?.read == 5)
        #expect(earlier.warnings.first?.hasPrefix(Self.setBack) == true)
    }

    @Test("a leap second is no step, and a step forward is none back")
    func small() throws {
        let (sandbox, configuration) = try filled()
        sandbox.clocks.pass(seconds: 60)
        sandbox.clocks.set(secondsAhead: -1)
        let outcome = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(outcome.index?.refusal == nil)
        sandbox.clocks.set(secondsAhead: 3600)
        let forward = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(forward.index?.refusal == nil)
    }

    @Test("a clock that is set back during the walk leaves the index as it was")
    func meanwhile() throws {
        let (sandbox, configuration) = try filled()
        let before = try sandbox.records()
        sandbox.box.file("new", "x")
        let clocks = sandbox.clocks
        let use = sandbox.use { file in
            if file.path == Array("/f3".utf8) { clocks.set(secondsAhead: -5000) }
            return true
        }
        let outcome = try sandbox.box.run(.check, configuration, index: use)
        #expect(outcome.warnings.first?.hasPrefix("the clock was set back meanwhile") == true)
        #expect(try sandbox.records() == before)
    }

    @Test("the machine's own clocks agree with themselves")
    func now() {
        let first = ClockReading.now()
        let second = ClockReading.now()
        #expect(!first.boot.isEmpty)
        #expect(first.boot == second.boot)
        #expect(!second.isSetBack(since: first))
        #expect(second.uptime >= first.uptime)
    }
}
