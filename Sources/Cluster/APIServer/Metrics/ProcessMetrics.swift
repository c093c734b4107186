import Bytes
import Glibc

/// The process's own figures, under the names of Prometheus' client libraries.
enum ProcessMetrics {
    /// Adds memory in bytes, processor time in seconds and open files.
    static func write(to page: inout PrometheusText) {
        let pages = statm()
        let size = sysconf(Int32(_SC_PAGESIZE))
        page.family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
        page.sample("process_resident_memory_bytes", [], pages.resident * size)
        page.family("process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.")
        page.sample("process_virtual_memory_bytes", [], pages.virtual * size)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = [usage.ru_utime, usage.ru_stime].reduce(0.0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
        page.family("process_cpu_seconds_total", "counter", "User and system processor time in seconds.")
        page.sample("process_cpu_seconds_total", [], seconds)
        page.family("process_open_fds", "gauge", "Open file descriptors.")
        page.sample("process_open_fds", [], openFiles())
    }

    /// proc(5), /proc/PID/statm: total and resident size in pages.
    private static func statm() -> (virtual: Int, resident: Int) {
        let bytes = (try? StateFile(path: "/proc/self/statm").read()) ?? nil
        let fields = String(decoding: bytes ?? [], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        return fields.count > 1 ? (fields[0], fields[1]) : (0, 0)
    }

    private static func openFiles() -> Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = -3  // ".", ".." and the folder itself
        while readdir(folder) != nil { count += 1 }
        return count
    }
}
