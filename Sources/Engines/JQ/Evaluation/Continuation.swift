/// What happens with a value that a part of the program has put out: the rest of the program, as a list.
class Continuation {
    private(set) var next: Continuation?
    let depth: Int

    init(_ next: Continuation?) {
        self.next = next
        depth = (next?.depth ?? 0) + 1
    }

    deinit {
        guard depth > 100 else { return }
        var rest = next
        next = nil
        while rest != nil, isKnownUniquelyReferenced(&rest) {
            let after = rest?.next
            rest?.next = nil
            rest = after
        }
    }

    /// Goes on with the machine's value.
    func resume(_ machine: Machine) throws {}
}

/// A continuation that errors of the part before it do not pass.
class Catching: Continuation {
    /// How many choices were open when the part was entered.
    let height: Int

    init(_ next: Continuation?, height: Int) {
        self.height = height
        super.init(next)
    }

    override func resume(_ machine: Machine) throws { machine.leave(self) }

    /// Goes on after an error.
    func caught(_ error: Value, _ machine: Machine) throws {}
}

/// A choice that is still open: where the program goes on when what it tried has no more outputs.
class Choice {
    /// Goes on; a choice without further alternatives takes itself off the machine first.
    func resume(_ machine: Machine) throws {}
}
