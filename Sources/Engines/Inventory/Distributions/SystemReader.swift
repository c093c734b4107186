import Host
import RPM

/// Reads the files by which a distribution tells what it is and what is installed.
enum SystemReader {
    /// What a file tells; what cannot be read is a problem among the findings.
    ///
    /// - Parameters:
    ///   - log: the write-ahead log of a database of SQLite.
    ///   - selection: which of the listed files are kept.
    static func findings(
        _ file: SystemFile, _ path: String, _ content: UnsafeRawBufferPointer,
        log: UnsafeRawBufferPointer? = nil, keeping selection: OwnedSelection
    ) -> FileFindings {
        var findings = FileFindings(path: path)
        switch file {
        case .release: findings.distribution = ReleaseFile.distribution(path, Array(content.prefix(1 << 20)))
        case .dpkg, .dpkgPart: findings.packages = DpkgRecord.packages(content)
        case .dpkgFiles: findings.owned = FileList.ofDpkg(path, content, selection)
        case .dpkgSums: findings.owned = FileList.ofSums(path, content, selection)
        case .apk: ApkDatabase.read(content, into: &findings, selection)
        case .chisel: ChiselManifest.read(content, into: &findings, selection)
        case .rpm(let format): RPMRecord.read(content, log: log, format, into: &findings, selection)
        case .rpmLog: break
        case .kernel, .kernelModules: findings.packages = [Kernel.package(path)]
        }
        for index in findings.packages.indices {
            findings.packages[index].locations = [Package.Location(path: path)]
        }
        return findings
    }
}
