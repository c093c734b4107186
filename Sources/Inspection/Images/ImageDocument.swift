import Bytes

/// A JSON document of an image, with errors that name the document and the field.
struct ImageDocument {
    let place: String
    let json: JSON

    /// Reads a document.
    init(_ bytes: [UInt8], place: String) throws(ImageError) {
        self.place = place
        do throws(JSONError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw ImageError(place, .malformed("\(error)"))
        }
    }

    private init(place: String, json: JSON) {
        self.place = place
        self.json = json
    }

    /// The elements of a list; none when it is absent.
    func list(_ field: String) throws(ImageError) -> [ImageDocument] {
        guard let value = json[field], !value.isNull else { return [] }
        guard let elements = value.array else { throw lacking(field, "a list") }
        return elements.enumerated().map { number, element in
            ImageDocument(place: "\(place): \(field)[\(number)]", json: element)
        }
    }

    /// The elements of a document that is a list.
    func elements() throws(ImageError) -> [ImageDocument] {
        guard let elements = json.array else {
            throw ImageError(place, .malformed("the document is no list"))
        }
        return elements.enumerated().map { number, element in
            ImageDocument(place: "\(place): [\(number)]", json: element)
        }
    }

    /// The texts of a list; none when it is absent.
    func texts(_ field: String) throws(ImageError) -> [String] {
        var texts: [String] = []
        for element in try list(field) {
            guard let text = element.json.string else {
                throw ImageError(element.place, .malformed("it is no text"))
            }
            texts.append(text)
        }
        return texts
    }

    /// A member; one without fields when it is absent.
    func member(_ field: String) -> ImageDocument {
        ImageDocument(place: "\(place): \(field)", json: json[field] ?? .null)
    }

    /// A text that must be there.
    func text(_ field: String) throws(ImageError) -> String {
        guard let text = json[field]?.string else { throw lacking(field, "a text") }
        return text
    }

    private func lacking(_ field: String, _ kind: String) -> ImageError {
        ImageError(place, .malformed("field \"\(field)\" is not \(kind)"))
    }
}

/// What refers to content by digest and size (OCI image-spec 1.1, descriptor.md).
struct Descriptor {
    let mediaType: String
    let digest: ContentDigest
    let size: Int
    let annotations: JSON?
    let platform: JSON?
    let place: String

    /// Reads a descriptor.
    init(_ document: ImageDocument) throws(ImageError) {
        let text = try document.text("digest")
        guard let digest = ContentDigest(text) else {
            throw ImageError(document.place, .malformed("\"\(text)\" is no sha256 or sha512 digest"))
        }
        guard let size = document.json["size"]?.int, size >= 0 else {
            throw ImageError(document.place, .malformed("field \"size\" is not a number of bytes"))
        }
        self.digest = digest
        self.size = size
        mediaType = document.json["mediaType"]?.string ?? ""
        annotations = document.json["annotations"]
        platform = document.json["platform"]
        place = document.place
    }

    /// Whether it refers to a list of manifests.
    var isIndex: Bool {
        mediaType == "application/vnd.oci.image.index.v1+json"
            || mediaType == "application/vnd.docker.distribution.manifest.list.v2+json"
    }
}
