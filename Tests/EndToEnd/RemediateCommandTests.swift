import Foundation
import Testing

@Suite(
    "martlet compliance remediate, in a copy of this machine",
    .enabled(if: MartletProcess.binary != nil, "martlet is not built"),
    .enabled(if: Content.isPresent, "ssg-debian12-ds.xml is missing"),
    .enabled(if: HostBox.isPossible, "copies of this machine can be made by root only, who may mount"),
    .serialized, .timeLimit(.minutes(10)))
struct RemediateCommandTests {
    private static let repair =
        "/box/martlet compliance remediate --profile standard --content /box/content.xml "
        + "--rule file_permissions_etc_passwd --kept-in /var/kept"

    private func mode() throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "/etc/passwd")
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test(
        "--apply repairs, --list names the repair, --undo brings the file back, and this machine is untouched"
    )
    func appliesAndUndoes() async throws {
        let before = try mode()
        let outcome = try await HostBox().run(
            """
            chmod 666 /etc/passwd
            \(Self.repair) --apply -o json | tr -d ' ' | grep -o '"repair":"[^"]*"'
            stat -c 'applied %a' /etc/passwd
            kept=$(/box/martlet compliance remediate --list --kept-in /var/kept)
            echo "kept $kept" | sed 's/[0-9][0-9]*/TIME/'
            /box/martlet compliance remediate --undo "$kept" --kept-in /var/kept
            echo "undone $?"
            stat -c 'back %a' /etc/passwd
            /box/martlet compliance remediate --list --kept-in /var/kept
            """)
        #expect(
            outcome.lines == [
                #""repair":"repaired""#, "applied 644", "kept TIME-file-permissions-etc-passwd", "undone 0",
                "back 666",
            ], "\(outcome)")
        #expect(try mode() == before)
    }

    @Test("without --apply the change is shown, and nothing changes")
    func shows() async throws {
        let outcome = try await HostBox().run(
            """
            chmod 666 /etc/passwd
            \(Self.repair)
            echo "code $?"
            stat -c 'still %a' /etc/passwd
            ls /var/kept 2>/dev/null
            """)
        #expect(outcome.output.contains("would pass"), "\(outcome)")
        #expect(outcome.lines.contains("# is  file 0644 0:0"))
        #expect(outcome.lines.suffix(2) == ["code 0", "still 666"])
    }

    @Test("an undo of what was never done, and a user who may not, are refused in one sentence")
    func refuses() async throws {
        let outcome = try await HostBox().run(
            """
            /box/martlet compliance remediate --undo never --kept-in /var/kept
            echo "code $?"
            chmod 666 /etc/passwd
            chmod 755 /box
            setpriv --reuid 65534 --clear-groups \(Self.repair)
            echo "code $?"
            """)
        #expect(outcome.lines == ["code 1", "code 1"], "\(outcome)")
        #expect(outcome.error.contains("--undo never: /var/kept keeps no such repair; --list shows them"))
        #expect(outcome.error.contains("run this as root"))
    }
}
