import Testing

@testable import Inventory

@Suite("Ruby's gems") struct RubyTests {
    @Test("an installed gem's specification is read as text")
    func specification() {
        let text = """
            # stub: rake 13.0.6 ruby lib
            Gem::Specification.new do |s|
              s.name = "rake".freeze
              s.version = "13.0.6"
              s.licenses = ["MIT".freeze, 'Ruby']
              s.add_dependency(%q<x>, [">= 0"])
              s.version = `rm -rf /`
            end
            """
        for place in ["specifications/rake-13.0.6.gemspec", "specifications/default/rake-13.0.6.gemspec"] {
            let found = Catalogue(GemSpecificationCataloger(), "usr/lib/ruby/gems/3.1.0/\(place)", text)
            #expect(found.names == ["rake@13.0.6"])
            #expect(found.packages.first?.licenses == ["MIT", "Ruby"])
        }
        #expect(Catalogue(GemSpecificationCataloger(), "gems/rake-13/rake.gemspec", text).names.isEmpty)
    }

    @Test("a specification without a version is a problem")
    func lacking() {
        let found = Catalogue(GemSpecificationCataloger(), "specifications/a.gemspec", "s.name = \"a\"\n")
        #expect(found.problem?.reason == "the specification of a gem lacks its name or version")
    }

    @Test("Gemfile.lock lists what comes from servers and repositories")
    func lock() {
        let text = """
            PATH
              remote: .
              specs:
                own (0.1)

            GIT
              remote: https://h/x
              specs:
                forked (1.0.0)
                  rack (>= 1)

            GEM
              remote: https://r/
              specs:
                nokogiri (1.16.2-x86_64-linux)
                  racc (~> 1.4)
                rack (3.0.8)

            PLATFORMS
              ruby

            DEPENDENCIES
              rack (= 3.0.8)
            """
        #expect(
            Catalogue(GemfileLockCataloger(), "Gemfile.lock", text).names == [
                "forked@1.0.0", "nokogiri@1.16.2", "rack@3.0.8",
            ])
    }
}
