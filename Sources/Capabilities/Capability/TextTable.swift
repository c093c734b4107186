/// Columns of text for a terminal, padded as kubectl pads them: three spaces between columns.
public struct TextTable: Sendable {
    private var rows: [[String]]

    /// Starts with the column names.
    public init(_ columns: [String]) { rows = [columns] }

    /// Adds a row; control characters of foreign text are shown, not obeyed.
    public mutating func add(_ cells: [String]) { rows.append(cells.map(Self.inert)) }

    /// The table, a line a row, each ending in a newline.
    public var text: String {
        let columnCount = rows.map(\.count).max() ?? 0
        let widths = (0..<columnCount).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 3)
            }.joined() + "\n"
        }.joined()
    }

    private static func inert(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "·" : $0 }))
    }
}
