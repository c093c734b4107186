import CLinux
import FileIntegrity
import Files
import Glibc

/// Brings reports where the configuration wants them.
struct ReportDelivery {
    /// Why a report could not be written.
    struct Failure: Error {
        let message: String
    }

    let console: AideConsole

    func deliver(_ bytes: [UInt8], to target: ReportTarget) throws(Failure) {
        switch target.location {
        case .standardOutput, .standardInput: console.print(bytes)
        case .standardError: console.complain(bytes)
        case .systemLog(let facility): log(bytes, facility)
        case .descriptor(let number): try write(bytes, to: number, name: "fd:\(number)")
        case .file(let path):
            let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (target.options.appends ? O_APPEND : O_TRUNC)
            let descriptor = open(LocationPath.expanded(path), flags, 0o600)
            guard descriptor >= 0 else {
                throw Failure(
                    message:
                        "open (read/write) failed for file '\(path)': \(String(cString: strerror(errno)))")
            }
            defer { close(descriptor) }
            try write(bytes, to: descriptor, name: path)
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(Failure) {
        if let code = FileOutput.write(bytes, to: descriptor) {
            throw Failure(message: "unable to write to '\(name)': \(String(cString: strerror(code)))")
        }
    }

    /// A line at a time, because the system's log holds lines.
    private func log(_ bytes: [UInt8], _ facility: String) {
        openlog("aide", LOG_CONS, Self.facilities[facility.uppercased()] ?? 16 << 3)
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            martlet_log(5, String(decoding: line, as: UTF8.self))
        }
        closelog()
    }

    private static let facilities: [String: Int32] = [
        "LOG_KERN": 0, "LOG_USER": 1 << 3, "LOG_MAIL": 2 << 3, "LOG_DAEMON": 3 << 3, "LOG_AUTH": 4 << 3,
        "LOG_SYSLOG": 5 << 3, "LOG_LPR": 6 << 3, "LOG_NEWS": 7 << 3, "LOG_UUCP": 8 << 3, "LOG_CRON": 9 << 3,
        "LOG_LOCAL0": 16 << 3, "LOG_LOCAL1": 17 << 3, "LOG_LOCAL2": 18 << 3, "LOG_LOCAL3": 19 << 3,
        "LOG_LOCAL4": 20 << 3, "LOG_LOCAL5": 21 << 3, "LOG_LOCAL6": 22 << 3, "LOG_LOCAL7": 23 << 3,
    ]
}
