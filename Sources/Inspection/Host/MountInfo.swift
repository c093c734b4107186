/// One line of the kernel's table of mounts (`proc_pid_mountinfo(5)`).
public struct MountInfo: Equatable, Sendable {
    /// The number of the file system's device, `MAJOR:MINOR`.
    public var device: String
    /// The directory of the file system that is shown at the mount point.
    public var root: HostPath
    /// Where it is shown.
    public var mountPoint: HostPath
    /// The file system's type, such as `ext4`.
    public var type: String
    /// The options of the file system itself.
    public var superOptions: [[UInt8]]

    /// The mounts that this process sees, in mount order; nil when the kernel does not tell.
    public static func ofThisProcess() -> [MountInfo]? {
        (try? SystemFile.read("/proc/self/mountinfo", limit: 16 << 20)).map(parse)
    }

    /// Reads a table; lines that are not in its form are left out.
    public static func parse(_ text: [UInt8]) -> [MountInfo] {
        text.split(separator: 0x0A).compactMap { line in
            let fields = line.split(separator: 0x20)
            // Any number of optional fields ends with a hyphen.
            guard fields.count >= 9,
                let hyphen = fields[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
                hyphen + 3 < fields.count
            else { return nil }
            return MountInfo(
                device: String(decoding: fields[2], as: UTF8.self),
                root: HostPath(bytes: unescaped(fields[3])),
                mountPoint: HostPath(bytes: unescaped(fields[4])),
                type: String(decoding: fields[hyphen + 1], as: UTF8.self),
                superOptions: fields[hyphen + 3].split(separator: UInt8(ascii: ",")).map(unescaped))
        }
    }

    /// Blanks and backslashes are written as three octal digits.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = field.startIndex
        while index < field.endIndex {
            if field[index] == UInt8(ascii: "\\"), index + 3 < field.endIndex,
                let byte = UInt8(String(decoding: field[(index + 1)...(index + 3)], as: UTF8.self), radix: 8)
            {
                result.append(byte)
                index += 4
            } else {
                result.append(field[index])
                index += 1
            }
        }
        return result
    }
}
