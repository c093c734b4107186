import Glibc

/// A C library that is loaded when it is first needed, so that programs which never need it do not carry it.
struct SharedLibrary: @unchecked Sendable {
    // The handle is never closed, and dlsym(3) may be called from every thread.
    private let handle: UnsafeMutableRawPointer

    /// Loads the first of some sonames that is there; nil when none is.
    init?(_ names: String...) {
        for name in names {
            if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) {
                self.handle = handle
                return
            }
        }
        return nil
    }

    /// A function by its name; the type has to be the one of the library's header.
    func function<F>(_ name: String, as type: F.Type) -> F? {
        dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
}
