import FileIntegrity
import Host
import IntegrityVerbs

/// What is not as it should be at this moment, so that only news are told.
struct OutstandingFindings {
    private struct Record {
        var finding: IntegrityFinding
        /// Kept where it may turn out to be another name of what another file was.
        var difference: Difference?
    }

    /// A change of what is outstanding.
    struct News {
        var path: [UInt8]
        var finding: IntegrityFinding
        var isResolved: Bool
    }

    private var records: [[UInt8]: Record] = [:]

    /// The files below a directory, or it itself.
    func paths(below top: [UInt8]) -> [[UInt8]] {
        let prefix = top.count == 1 ? top : top + [UInt8(ascii: "/")]
        return records.keys.filter { $0 == top || $0.starts(with: prefix) }
    }

    /// All files.
    var paths: [[UInt8]] { Array(records.keys) }

    /// Differences of a directory's files that another one may explain.
    func movable(in directory: [UInt8]) -> [Difference] {
        records.values.compactMap(\.difference).filter {
            HostPath(bytes: $0.path).split.directory.bytes == directory
        }
    }

    /// Takes over what was found of some files.
    ///
    /// - Parameters:
    ///   - looked: the files that were looked at.
    ///   - found: the findings among them, by path.
    mutating func update(
        looked: some Sequence<[UInt8]>, found: [[UInt8]: (finding: IntegrityFinding, difference: Difference?)]
    ) -> [News] {
        var news: [News] = []
        for path in looked {
            let old = records[path]
            guard let now = found[path] else {
                if let old { news.append(News(path: path, finding: old.finding, isResolved: true)) }
                records[path] = nil
                continue
            }
            records[path] = Record(finding: now.finding, difference: now.difference)
            if old?.finding != now.finding {
                news.append(News(path: path, finding: now.finding, isResolved: false))
            }
        }
        return news
    }
}
