import Bytes

extension ValueConstraints {
    func checkAllowed(_ value: JSON, _ path: String, _ causes: inout [StatusError.Cause]) {
        guard let allowed, !allowed.contains(where: { $0.equalsNumerically(value) }) else { return }
        causes.append(.notSupported(path, value, allowed.map { $0.string ?? $0.text }))
    }

    func checkText(_ text: String, _ path: String, _ isRightType: Bool, _ causes: inout [StatusError.Cause]) {
        // Lengths count code points, as Go's utf8.RuneCount does.
        let length = text.unicodeScalars.count
        if let maxLength, length > maxLength { causes.append(.tooLong(path, limit: maxLength)) }
        if let minLength, length < minLength {
            causes.append(
                .invalid(path, .string(text), "\(path) in body should be at least \(minLength) chars long"))
        }
        if let pattern, !pattern.matches(text) {
            causes.append(.invalid(path, .string(text), "\(path) in body should match '\(pattern.source)'"))
        }
        if isRightType, let format, !StringFormat.accepts(text, as: format) {
            causes.append(
                .typeInvalid(
                    path, .string(text), "\(path) in body must be of type \(format): \(GoText.quoted(text))"))
        }
    }

    func checkNumber(_ value: JSON, _ path: String, _ causes: inout [StatusError.Cause]) {
        guard let number = value.double else { return }
        func refuse(_ demand: String) {
            causes.append(.invalid(path, value, "\(path) in body should be \(demand)"))
        }
        if let multipleOf, multipleOf > 0 {
            let ratio = number / multipleOf
            if ratio.rounded() != ratio { refuse("a multiple of \(JSON.double(multipleOf).text)") }
        }
        if let maximum, let limit = maximum.value.double {
            if maximum.isExclusive && number >= limit { refuse("less than \(maximum.value.text)") }
            if !maximum.isExclusive && number > limit {
                refuse("less than or equal to \(maximum.value.text)")
            }
        }
        if let minimum, let limit = minimum.value.double {
            if minimum.isExclusive && number <= limit { refuse("greater than \(minimum.value.text)") }
            if !minimum.isExclusive && number < limit {
                refuse("greater than or equal to \(minimum.value.text)")
            }
        }
        let isTooWide = format == "int32" && abs(number) > 2_147_483_648 - (number > 0 ? 1 : 0)
        if isTooWide {
            causes.append(
                .invalid(path, value, "Checked value must be of type integer with format int32 in \(path)"))
        }
    }

    func checkList(_ elements: [JSON], _ path: String, _ causes: inout [StatusError.Cause]) {
        if let minItems, elements.count < minItems {
            causes.append(
                .invalid(
                    path, .int(Int64(elements.count)),
                    "\(path) in body should have at least \(minItems) items"))
        }
        if let maxItems, elements.count > maxItems {
            causes.append(.tooMany(path, count: elements.count, limit: maxItems))
        }
        if uniqueItems && Set(elements).count < elements.count {
            causes.append(.invalid(path, "", "\(path) in body shouldn't contain duplicates"))
        }
    }

    /// False when the members are so few or so many that nothing else about them is said.
    func checkCount(_ members: JSONObject, _ path: String, _ causes: inout [StatusError.Cause]) -> Bool {
        if let minProperties, members.count < minProperties {
            causes.append(
                .invalid(
                    path, .int(Int64(members.count)),
                    "\(path) in body should have at least \(minProperties) properties"))
            return false
        }
        if let maxProperties, members.count > maxProperties {
            causes.append(.tooMany(path, count: members.count, limit: maxProperties))
            return false
        }
        return true
    }

    /// `anyOf`, `oneOf`, `allOf` and `not`, each with the complaints of the alternative that came nearest.
    func checkAlternatives(_ value: JSON, _ path: String, _ causes: inout [StatusError.Cause]) {
        if !anyOf.isEmpty {
            let outcomes = anyOf.map { Self.outcome($0, value, path) }
            if !outcomes.contains(where: \.isEmpty) {
                causes.append(
                    .invalid(path, "", "\(GoText.quoted(path)) must validate at least one schema (anyOf)"))
                causes += Self.nearest(outcomes)
            }
        }
        if !oneOf.isEmpty {
            let outcomes = oneOf.map { Self.outcome($0, value, path) }
            let hits = outcomes.filter(\.isEmpty).count
            if hits != 1 {
                let found = hits == 0 ? "none valid" : "\(hits) valid alternatives"
                causes.append(
                    .invalid(
                        path, "",
                        "\(GoText.quoted(path)) must validate one and only one schema (oneOf). Found \(found)"
                    ))
                if hits == 0 { causes += Self.nearest(outcomes) }
            }
        }
        if !allOf.isEmpty {
            let outcomes = allOf.map { Self.outcome($0, value, path) }
            let hits = outcomes.filter(\.isEmpty).count
            if hits < allOf.count {
                let tail = hits == 0 ? ". None validated" : ""
                causes += outcomes.flatMap { $0 }
                causes.append(
                    .invalid(path, "", "\(GoText.quoted(path)) must validate all the schemas (allOf)\(tail)"))
            }
        }
        if let not, Self.outcome(not, value, path).isEmpty {
            causes.append(.invalid(path, "", "\(GoText.quoted(path)) must not validate the schema (not)"))
        }
    }

    private static func outcome(_ schema: StructuralSchema, _ value: JSON, _ path: String) -> [StatusError
        .Cause]
    {
        var causes: [StatusError.Cause] = []
        schema.validate(value, path, &causes)
        return causes
    }

    private static func nearest(_ outcomes: [[StatusError.Cause]]) -> [StatusError.Cause] {
        outcomes.min { $0.count < $1.count } ?? []
    }
}
