extension Substitutions {
    /// What a kind of node is expected to have when no machine is at hand: the first program and the places
    /// that the configuration gives for the case that none is found.
    public static func defaults(for target: TargetConfiguration?) -> Substitutions {
        var substitutions = Substitutions()
        for component in target?.components ?? [] {
            if let program = component.programs.first {
                substitutions.add("\(component.name)bin", program, isProgram: true)
            }
            for (kind, places) in component.files {
                if let place = places.fallback ?? places.candidates.first {
                    substitutions.add(component.name + kind.rawValue, place)
                }
            }
        }
        return substitutions
    }

    /// A file with what is known filled in.
    public func controls(_ file: BenchmarkDirectory.ControlsFile) throws(KubeBenchError) -> Controls {
        try Controls(reading: apply(to: file.text).text, file: file.path)
    }
}
