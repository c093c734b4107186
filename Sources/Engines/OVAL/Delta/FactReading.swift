import Host

/// The facts that one object, or the objects that a probe answers from one reading, rest on, in the order in which
/// they were asked for.
///
/// An object rests on what was asked for up to its own answer: a probe may answer a later object from what it read
/// for an earlier one.
final class FactReading {
    private var facts: [SeenFact] = []
    /// What ``facts`` holds, while the reading goes on.
    private var known: Set<Int32> = []
    /// The scan that the next two were found out in.
    private var generation = -1
    private var standing = 0
    private var isBroken = false

    /// How many facts there are.
    var count: Int { facts.count }

    func note(_ number: Int, _ book: inout FactBook, _ host: Host) {
        guard known.insert(Int32(number)).inserted else { return }
        facts.append(SeenFact(number: Int32(number), version: book.version(of: number, host)))
    }

    /// Nothing more will be noted.
    func close() { known = [] }

    /// Whether the first facts stand as they were seen; each is looked at once a scan.
    func holds(first count: Int, _ book: inout FactBook, _ host: Host) -> Bool {
        if generation != book.generation {
            generation = book.generation
            standing = 0
            isBroken = false
        }
        while standing < count, !isBroken {
            if book.hold(facts[standing...standing], host) { standing += 1 } else { isBroken = true }
        }
        return standing >= count
    }
}
