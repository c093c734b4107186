import Fuzzing
import SCAP
import Testing
import XML

@Suite struct QuestionnairesTests {
    static let document = """
        <ocil xmlns="http://scap.nist.gov/schema/ocil/2.0"><generator/><questionnaires>
        <questionnaire id="ocil:x:questionnaire:1"><title>t</title><actions operation="OR" negate="true">
        <test_action_ref>ocil:x:testaction:1</test_action_ref></actions></questionnaire></questionnaires>
        <test_actions><boolean_question_test_action id="ocil:x:testaction:1" question_ref="ocil:x:question:1">
        <when_true><result>PASS</result></when_true><when_false><test_action_ref>ocil:x:testaction:2</test_action_ref></when_false>
        </boolean_question_test_action><numeric_question_test_action id="ocil:x:testaction:2" question_ref="ocil:x:question:2">
        <when_unknown><result>UNKNOWN</result></when_unknown><when_range><range><min>1</min></range><result>FAIL</result></when_range>
        </numeric_question_test_action></test_actions><questions>
        <boolean_question id="ocil:x:question:1" model="MODEL_TRUE_FALSE"><question_text>Is it?</question_text>
        <instructions><title>i</title><step><description>look</description><step><description>closer</description></step></step>
        </instructions></boolean_question><numeric_question id="ocil:x:question:2"><question_text>How many?</question_text></numeric_question>
        <choice_question id="ocil:x:question:3"><question_text>Which?</question_text><choice id="ocil:x:choice:1">a</choice>
        <choice_group_ref>ocil:x:choicegroup:1</choice_group_ref></choice_question>
        <choice_group id="ocil:x:choicegroup:1"><choice id="ocil:x:choice:2">b</choice></choice_group></questions></ocil>
        """

    func read(_ bytes: [UInt8]) throws -> Questionnaires {
        try Questionnaires(reader: XMLReader(bytes: bytes, name: "o.xml"))
    }

    @Test("questionnaires, actions and questions are what the document says")
    func model() throws {
        let subject = try read(Array(Self.document.utf8))
        let questionnaire = try #require(subject.questionnaire("ocil:x:questionnaire:1"))
        #expect(questionnaire.title == "t" && questionnaire.negate && !questionnaire.needsAll)
        let action = try #require(subject.action(questionnaire.actions[0]))
        #expect(
            action.branches == [
                .init(condition: .whenTrue, consequence: .result("PASS")),
                .init(condition: .whenFalse, consequence: .action("ocil:x:testaction:2")),
            ])
        #expect(
            subject.action("ocil:x:testaction:2")?.branches == [
                .init(condition: .otherwise("when_unknown"), consequence: .result("UNKNOWN")),
                .init(condition: .whenRange([.init(least: 1)]), consequence: .result("FAIL")),
            ])
        #expect(subject.question(action.question)?.kind == .boolean(isTrueFalse: true))
        #expect(subject.question(action.question)?.steps == ["look", "closer"])
        #expect(
            subject.question("ocil:x:question:3")?.kind
                == .choice([.init(id: "ocil:x:choice:1", text: "a"), .init(id: "ocil:x:choice:2", text: "b")])
        )
    }

    @Test("a mutant is refused or keeps its references within itself", .timeLimit(.minutes(5)))
    func mutants() {
        var count = 0
        for mutant in Mutants(of: [Self.document], tokens: ["<", "</step>", "<step>", "1e999"], count: 1500) {
            guard let subject = try? read(mutant.bytes) else { continue }
            count += 1
            for questionnaire in subject.questionnaires {
                #expect(subject.questionnaire(questionnaire.id) != nil, "\(mutant)")
            }
        }
        #expect(count > 80)
    }
}
