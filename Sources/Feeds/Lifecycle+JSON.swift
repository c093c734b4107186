import Advisories
import Bytes

extension Lifecycle {
    /// The lifecycle as JSON, which ``init(_:)`` reads back as it was.
    var json: JSON {
        [
            "product": .string(product), "release": .string(release),
            "codename": codename.map { .string($0) } ?? .null, "released": JSON(released),
            "end": end?.json ?? .null, "extendedEnd": extendedEnd?.json ?? .null,
        ]
    }

    /// Reads what ``json`` wrote; nil for anything else.
    init?(_ view: JSONView) {
        guard let product = view["product"].string, let release = view["release"].string else { return nil }
        self.init(product: product, release: release)
        codename = view["codename"].string
        released = view["released"].time
        end = End(view["end"])
        extendedEnd = End(view["extendedEnd"])
    }
}

extension Lifecycle.End {
    fileprivate var json: JSON {
        switch self {
        case .on(let day): .string(day.description)
        case .past: "past"
        case .open: "open"
        }
    }

    fileprivate init?(_ view: JSONView) {
        switch view.string {
        case "past": self = .past
        case "open": self = .open
        default:
            guard let day = view.time else { return nil }
            self = .on(day)
        }
    }
}
