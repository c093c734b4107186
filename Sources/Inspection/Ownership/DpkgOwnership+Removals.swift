import Host

extension DpkgOwnership {
    /// What dpkg's packages say of a path that is gone.
    public func removals(of path: [UInt8]) -> [RemovalClaim] {
        guard let inventory else { return [] }
        if let (package, _) = owners(of: path).first {
            let source = records.packages[package].source
            return [RemovalClaim(source: source, evidence: "", doubts: ["\(source) has the file"])]
        }
        let hashes = names(of: path).map(PathHash.of)
        var claims: [RemovalClaim] = []
        for (key, former) in inventory.packages.sorted(by: { $0.key < $1.key }) {
            guard key.hasPrefix("dpkg "), hashes.contains(where: former.had) else { continue }
            if let index = records.packages.firstIndex(where: { $0.key == key }) {
                let standing = standing(of: index)
                let package = records.packages[index]
                let isUpdated = standing.renewal == .updated
                claims.append(
                    RemovalClaim(
                        source: package.source, evidence: "version \(package.version) no longer lists it",
                        doubts: isUpdated ? standing.doubts : ["\(package.source) was not updated"]))
            } else {
                let name = key.dropFirst("dpkg ".count)
                let isTold = log.tellsOfRemoving(name, former.version)
                claims.append(
                    RemovalClaim(
                        source: "\(key) \(former.version)", evidence: "the package was removed",
                        doubts: isTold ? [] : ["dpkg's logs do not tell that \(name) was removed"]))
            }
        }
        return claims
    }

    /// What packages put on the machine since the baseline and is not there.
    public func absences() -> [AbsentFile] {
        let exclusions = DpkgExclusions(host: host)
        var absences: [AbsentFile] = []
        for (index, package) in records.packages.enumerated() where standing(of: index).renewal == .updated {
            for listed in records.paths(of: package) where !exclusions.excludes(listed) {
                let diversion = records.diversions[listed]
                let isDiverted = diversion.map { $0.package != package.name } ?? false
                let path = isDiverted ? diversion?.target ?? listed : unaliased(listed)
                if !host.exists(HostPath(bytes: path)) {
                    absences.append(AbsentFile(path: path, source: package.source))
                }
            }
        }
        return absences
    }

    private func unaliased(_ path: [UInt8]) -> [UInt8] {
        aliases.first { path.starts(with: $0.from) }.map { $0.to + path.dropFirst($0.from.count) } ?? path
    }
}
