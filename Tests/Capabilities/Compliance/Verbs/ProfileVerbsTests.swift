import ArgumentParser
import Bytes
import Capability
import Kubernetes
import Testing

@testable import Compliance

@Suite("Controls of a profile, and binding it")
struct ProfileVerbsTests {
    private func room() async throws -> ComplianceRoom {
        let room = try await ComplianceRoom()
        try await room.storeRule("one", controls: ["NIST": "AC-2;CM-6", "CIS": "1.1"])
        try await room.storeRule("two", controls: ["NIST": "AC-2;"])
        try await room.storeRule("three", controls: ["NIST": "AU-1"])
        try await room.storeProfile("p", rules: ["two", "one"])
        return room
    }

    private func controls(_ room: ComplianceRoom, _ word: String) async throws -> ProfileControls {
        ProfileControls(
            try await ProfileRules(place: room.place).rules(
                of: ObjectReference([word], among: ProfileRules.types)))
    }

    @Test("each control of each standard has its rules, sorted")
    func listed() async throws {
        let controls = try await controls(room(), "profile/b-p")
        #expect(
            controls.json == [
                "CIS": ["1.1": ["b-one"]], "NIST": ["AC-2": ["b-one", "b-two"], "CM-6": ["b-one"]],
            ])
        #expect(try controls.only("nist").rows.count == 3)
        let failure = #expect(throws: CommandFailure.self) { try controls.only("PCI") }
        #expect(failure?.description == "--benchmark PCI: no rule refers to it; there are CIS, NIST")
    }

    @Test("a tailored profile has the rules of what it extends, with its own decisions")
    func tailored() async throws {
        let room = try await room()
        try await room.create(
            TailoredProfile.self, "t",
            [
                "spec": [
                    "title": "t", "description": "t", "extends": "b-p",
                    "enableRules": [["name": "b-three", "rationale": "r"]],
                    "disableRules": [["name": "b-one", "rationale": "r"]],
                ]
            ])
        let controls = try await controls(room, "tailoredprofile/t")
        #expect(controls.json == ["NIST": ["AC-2": ["b-two"], "AU-1": ["b-three"]]])
    }

    @Test("a binding is made as upstream's plugin writes it, once all that it names is there")
    func binds() async throws {
        let room = try await room()
        let request = try BindingRequest(name: "x", setting: "default", profiles: ["profile/b-p"])
        try await request.create(in: room.place)
        let binding = try #require(try await room.find(ScanSettingBinding.self, "x"))
        #expect(
            binding.object["profiles"] == [
                ["apiGroup": "compliance.openshift.io/v1alpha1", "kind": "Profile", "name": "b-p"]
            ])
        #expect(binding.settingName == "default")
        for (setting, profile, missing) in [
            ("gone", "profile/b-p", "ScanSetting \"gone\""), ("default", "profile/gone", "Profile \"gone\""),
            ("default", "tp/gone", "TailoredProfile \"gone\""),
        ] {
            let request = try BindingRequest(name: "y", setting: setting, profiles: [profile])
            let failure = await #expect(throws: CommandFailure.self) {
                try await request.create(in: room.place)
            }
            #expect(failure?.description.hasPrefix("\(missing) was not found") == true)
        }
        #expect(try await room.find(ScanSettingBinding.self, "y") == nil)
    }

    @Test(
        "what cannot be bound is refused before a cluster is asked",
        arguments: [
            ("X", "default", "profile/p"), ("x", "-", "profile/p"), ("x", "s", "rule/p"), ("x", "s", "p"),
        ])
    func refuses(name: String, setting: String, profile: String) {
        #expect(throws: ValidationError.self) {
            try BindingRequest(name: name, setting: setting, profiles: [profile])
        }
    }
}
