import Glibc

/// The system's words for a number of `errno(3)`.
enum SystemError {
    static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}
