/// How one list of lines becomes another, in the unified format of `diff -u`.
public struct LineDifference {
    private let hunks: [Hunk]
    /// Lines around a change that stay as they are.
    private static let context = 3

    private struct Hunk {
        var oldStart: Int
        var newStart: Int
        var oldCount = 0
        var newCount = 0
        var lines: [(mark: Character, text: Substring)] = []

        /// Whether the line that follows the hunk stands at these places.
        func ends(beforeOld old: Int, new: Int) -> Bool {
            oldStart + oldCount == old && newStart + newCount == new
        }

        mutating func take(_ step: Step) {
            switch step {
            case .same(let text):
                lines.append((" ", text))
                (oldCount, newCount) = (oldCount + 1, newCount + 1)
            case .removed(let text):
                lines.append(("-", text))
                oldCount += 1
            case .inserted(let text):
                lines.append(("+", text))
                newCount += 1
            }
        }
    }

    private enum Step {
        case same(Substring)
        case removed(Substring)
        case inserted(Substring)

        var isChange: Bool { if case .same = self { false } else { true } }
    }

    /// Compares two lists.
    public init(from old: [Substring], to new: [Substring]) {
        let steps = Self.steps(from: old, to: new)
        var hunks: [Hunk] = []
        var (oldLine, newLine) = (1, 1)
        var lastChange = -1 - 2 * Self.context
        let nextChange = Self.distancesToChange(steps)
        for (place, step) in steps.enumerated() {
            if step.isChange { lastChange = place }
            let isNear = place - lastChange <= Self.context || nextChange[place] <= Self.context
            if isNear {
                let goesOn = hunks.last?.ends(beforeOld: oldLine, new: newLine) ?? false
                if !goesOn { hunks.append(Hunk(oldStart: oldLine, newStart: newLine)) }
                hunks[hunks.count - 1].take(step)
            }
            switch step {
            case .same: (oldLine, newLine) = (oldLine + 1, newLine + 1)
            case .removed: oldLine += 1
            case .inserted: newLine += 1
            }
        }
        self.hunks = hunks
    }

    /// The hunks; empty when nothing differs.
    public var text: String {
        hunks.reduce(into: "") { text, hunk in
            let old = Self.range(hunk.oldStart, hunk.oldCount)
            let new = Self.range(hunk.newStart, hunk.newCount)
            text += "@@ -\(old) +\(new) @@\n"
            for line in hunk.lines { text += "\(line.mark)\(line.text)\n" }
        }
    }

    /// A range of lines; one line has no count, and none is told by the line before it.
    private static func range(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
    }

    private static func steps(from old: [Substring], to new: [Substring]) -> [Step] {
        let difference = new.difference(from: old)
        let removed = Set(
            difference.removals.compactMap { if case .remove(let place, _, _) = $0 { place } else { nil } })
        let inserted = Set(
            difference.insertions.compactMap { if case .insert(let place, _, _) = $0 { place } else { nil } })
        var steps: [Step] = []
        var (oldPlace, newPlace) = (0, 0)
        while oldPlace < old.count || newPlace < new.count {
            if oldPlace < old.count, removed.contains(oldPlace) {
                steps.append(.removed(old[oldPlace]))
                oldPlace += 1
            } else if newPlace < new.count, inserted.contains(newPlace) {
                steps.append(.inserted(new[newPlace]))
                newPlace += 1
            } else {
                steps.append(.same(old[oldPlace]))
                (oldPlace, newPlace) = (oldPlace + 1, newPlace + 1)
            }
        }
        return steps
    }

    private static func distancesToChange(_ steps: [Step]) -> [Int] {
        var distances = [Int](repeating: .max, count: steps.count)
        var distance = Int.max
        for place in steps.indices.reversed() {
            distance = steps[place].isChange ? 0 : distance == .max ? .max : distance + 1
            distances[place] = distance
        }
        return distances
    }
}
