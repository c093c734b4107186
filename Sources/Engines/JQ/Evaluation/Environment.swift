/// What a name is bound to where a part of the program runs, and what was bound before it.
///
/// A variable has a value, a closure parameter the part of the caller's program that it stands for, a label the
/// number of choices that were open when it was entered.
final class Environment {
    private(set) var parent: Environment?
    var value: Value
    let body: Node?
    private(set) var closure: Environment?
    let depth: Int

    init(_ parent: Environment?, value: Value) {
        self.parent = parent
        self.value = value
        body = nil
        depth = (parent?.depth ?? 0) + 1
    }

    init(_ parent: Environment?, body: Node, closure: Environment?) {
        self.parent = parent
        value = .null
        self.body = body
        self.closure = closure
        depth = max(parent?.depth ?? 0, closure?.depth ?? 0) + 1
    }

    deinit {
        guard depth > 100 else { return }
        // A long chain is freed link by link: recursion would overflow the stack.
        var pending: [Environment] = []
        if let parent { pending.append(parent) }
        if let closure { pending.append(closure) }
        (parent, closure) = (nil, nil)
        while var next = pending.popLast() {
            guard isKnownUniquelyReferenced(&next) else { continue }
            if let parent = next.parent { pending.append(parent) }
            if let closure = next.closure { pending.append(closure) }
            (next.parent, next.closure) = (nil, nil)
        }
    }
}

extension Environment? {
    /// The binding so many steps out; the compiler has counted them.
    func up(_ steps: Int) -> Environment? {
        var place = self
        for _ in 0..<steps { place = place?.parent }
        return place
    }
}
