/// The catalogers of what languages' own package managers install, build and lock.
public enum LanguageCatalogers {
    /// Each of them, one a kind of file.
    public static let all: [any Cataloger] = [
        PythonMetadataCataloger(), RequirementsCataloger(), PipfileLockCataloger(), PythonLockCataloger(),
        CondaCataloger(),
        NodeModulesCataloger(), NpmLockCataloger(), YarnLockCataloger(), PnpmLockCataloger(),
        BunLockCataloger(),
        JavaArchiveCataloger(), MavenModelCataloger(), GradleLockCataloger(),
        GoProgramCataloger(), GoModuleFileCataloger(),
        RustProgramCataloger(), CargoLockCataloger(),
        GemSpecificationCataloger(), GemfileLockCataloger(),
        ComposerCataloger(), DotNetCataloger(), PackageResolvedCataloger(),
    ]
}
