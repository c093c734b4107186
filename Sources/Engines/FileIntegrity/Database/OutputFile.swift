import Files
import Glibc

/// A file that is written beside its place and moved there when it is whole, or a stream that is written as
/// it comes.
final class OutputFile {
    /// Why something could not be written.
    struct Failure: Error {
        var message: String
    }

    private enum Target {
        case file(PlacedFile, path: String)
        case stream(Int32)
    }

    private let target: Target

    /// Opens the place of a location; only its owner may read what is written.
    init(_ location: Location) throws(Failure) {
        switch location {
        case .file(let given):
            let path = LocationPath.expanded(given)
            do throws(FileFailure) {
                target = .file(try PlacedFile(path), path: path)
            } catch {
                throw Failure(message: "open (read/write) failed for file '\(given)': \(Self.text(error))")
            }
        case .descriptor(let number): target = .stream(number)
        case .standardError: target = .stream(STDERR_FILENO)
        default: target = .stream(STDOUT_FILENO)
        }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(Failure) {
        switch target {
        case .file(let file, let path):
            do throws(FileFailure) { try file.append(bytes) } catch {
                throw Failure(message: "write failed for '\(path)': \(Self.text(error))")
            }
        case .stream(let descriptor):
            if let code = FileOutput.write(bytes, to: descriptor) {
                throw Failure(message: "write failed for 'output': \(SystemError.text(code))")
            }
        }
    }

    /// Makes what was written lasting, under its name.
    func finish() throws(Failure) {
        guard case .file(let file, let path) = target else { return }
        do throws(FileFailure) { try file.place() } catch {
            throw Failure(message: "cannot put '\(path)' in its place: \(Self.text(error))")
        }
    }

    private static func text(_ failure: FileFailure) -> String { SystemError.text(failure.code ?? 0) }
}
