/// Stands between a document and libxml2 and stops what would cost more than its size.
///
/// libxml2 compares each attribute of a tag with every other and looks a prefix up among all that are declared
/// around it: 1 MB of attributes keeps it busy for minutes.
struct XMLGuard {
    private static let sniffedLength = 512

    private let file: String
    private var scanner = TagScanner()
    private var limits: Limits
    private var start: [UInt8] = []
    private var isScanning = false
    private var wideUnits: WideUnits?

    init(file: String) {
        self.file = file
        limits = Limits(file: file)
    }

    /// Judges the next block before the parser sees it.
    mutating func check(_ bytes: UnsafeRawBufferPointer) throws(XMLError) {
        if !isScanning {
            start += bytes.prefix(Self.sniffedLength - start.count)
            // A block is 64 KB, so that a document whose first one is shorter has no other.
            let encoding = try XMLEncoding(start, file: file)
            if case .wide(let isBigEndian) = encoding { wideUnits = WideUnits(isBigEndian: isBigEndian) }
            isScanning = true
        }
        guard wideUnits != nil else { return try scanner.feed(bytes, to: &limits) }
        let narrow = wideUnits?.narrow(bytes) ?? []
        var failure: XMLError?
        narrow.withUnsafeBytes { narrow in
            do throws(XMLError) { try scanner.feed(narrow, to: &limits) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private struct Limits: TagSink {
        let file: String
        /// The declarations of each open element.
        private var open: [Int] = []
        private var openCount = 0

        init(file: String) { self.file = file }

        func wantsText(atDepth depth: Int) -> Bool { false }

        mutating func start(_ tag: TagScanner.Tag) throws(XMLError) {
            guard tag.attributeCount <= XMLReader.attributeLimit else {
                throw XMLError(file: file, reason: .tooManyAttributes(limit: XMLReader.attributeLimit))
            }
            guard openCount + tag.declarationCount <= XMLReader.namespaceLimit else {
                throw XMLError(file: file, reason: .tooManyNamespaces(limit: XMLReader.namespaceLimit))
            }
            guard !tag.isEmpty else { return }
            guard open.count <= XMLReader.depthLimit else {
                throw XMLError(file: file, reason: .tooDeep(limit: XMLReader.depthLimit))
            }
            open.append(tag.declarationCount)
            openCount += tag.declarationCount
        }

        mutating func end(atDepth depth: Int, before offset: Int) { openCount -= open.popLast() ?? 0 }

        func documentType() throws(XMLError) { throw XMLError(file: file, reason: .documentTypeForbidden) }
    }

    /// UTF-16 as bytes: units beyond ASCII, which are no marks, become one byte that is none either.
    private struct WideUnits {
        let isBigEndian: Bool
        var pending: UInt8?

        init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

        mutating func narrow(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
            var narrow: [UInt8] = []
            narrow.reserveCapacity(bytes.count / 2 + 1)
            for byte in bytes {
                guard let first = pending else {
                    pending = byte
                    continue
                }
                pending = nil
                let (high, low) = isBigEndian ? (first, byte) : (byte, first)
                narrow.append(high == 0 && low < 0x80 ? low : 0x80)
            }
            return narrow
        }
    }
}
