import Fuzzing
import Testing

@testable import FileEvents

@Suite("A broker's messages")
struct BrokerMessagesTests {
    @Test("what is asked and answered is read as it was written")
    func roundTrip() {
        for request in [BrokerRequest.queue, .executable(1), .executable(.max)] {
            #expect(BrokerRequest(request.bytes) == request)
        }
        let longest = [UInt8](repeating: 0x61, count: BrokerAnswer.limit - 1)
        for answer in [
            BrokerAnswer.refused(1), .queue(tellsProcesses: true), .queue(tellsProcesses: false),
            .executable(Array("/usr/bin/sh (deleted)".utf8)), .executable(longest),
        ] { #expect(BrokerAnswer(answer.bytes) == answer) }
    }

    @Test(
        "what is not of the form is refused",
        arguments: ["", "q1", "e", "e123", "e12345", "e\0\0\0\0", "x", "n"])
    func refusals(text: String) { #expect(BrokerRequest(Array(text.utf8)) == nil) }

    @Test(
        "no answer is read out of its bounds",
        arguments: ["", "n123", "n\0\0\0\0", "q", "q2", "e", "ea\0b", "z"])
    func answers(text: String) { #expect(BrokerAnswer(Array(text.utf8).map { $0 == 0x32 ? 2 : $0 }) == nil) }

    @Test("damaged messages are refused or mean what they say")
    func damaged() {
        let requests = [BrokerRequest.queue.bytes, BrokerRequest.executable(4242).bytes]
        for mutant in Mutants(of: requests, count: 20_000) {
            guard let request = BrokerRequest(mutant.bytes) else { continue }
            #expect(request.bytes == mutant.bytes, "\(mutant)")
            if case .executable(let process) = request { #expect(process > 0, "\(mutant)") }
        }
        let answers = [
            BrokerAnswer.refused(13).bytes, BrokerAnswer.queue(tellsProcesses: true).bytes,
            BrokerAnswer.executable(Array("/usr/bin/true".utf8)).bytes,
        ]
        for mutant in Mutants(of: answers, count: 20_000) {
            guard let answer = BrokerAnswer(mutant.bytes) else { continue }
            #expect(answer.bytes == mutant.bytes, "\(mutant)")
        }
    }
}
