import Glibc
import Host

/// Who makes or approves a baseline, as far as the system knows.
public enum PersonAtWork {
    private static let nobody = UInt32.max

    /// The name of the user who logged in, whatever `sudo` made of them since; the user of the process when
    /// nobody did (`loginuid`, proc(5)).
    public static func name(on host: Host?) -> String {
        var user = geteuid()
        if let bytes = try? host?.read("/proc/self/loginuid", limit: 64),
            let number = UInt32(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber }),
            number != nobody
        {
            user = number
        }
        let found = host?.users().first { UInt32($0.userID) == user }
        return found?.name ?? "user \(user)"
    }
}
