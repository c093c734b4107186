public import Bytes

/// Strategic merge patch: a merge patch that knows which lists of Kubernetes' own types are maps or sets.
///
/// Directives: `$patch` (`replace`, `delete`), `$deleteFromPrimitiveList/FIELD`, `$setElementOrder/FIELD`,
/// `$retainKeys` (Kubernetes, "Update API Objects in Place Using kubectl patch").
public enum StrategicMergePatch {
    /// The object of a built-in kind with the patch applied.
    ///
    /// - Throws: 400 `BadRequest` when a directive or a list element does not have the form that it must have.
    public static func apply(_ patch: JSON, to object: JSON, kind: GroupVersionKind) throws(StatusError)
        -> JSON
    {
        guard case .object(let changes) = patch else {
            throw .badRequest("error decoding patch: a strategic merge patch is an object")
        }
        let merged = try merge(changes, into: object.object ?? JSONObject(), MergeRules.rootType(of: kind))
        return .object(merged)
    }

    // MARK: Objects

    static func merge(_ patch: JSONObject, into original: JSONObject, _ type: String) throws(StatusError)
        -> JSONObject
    {
        var patch = patch
        if let directive = patch[Directive.patch] {
            patch[Directive.patch] = nil
            switch directive.string {
            case "replace": return patch
            case "delete": return JSONObject()
            default:
                throw .badRequest(
                    "unknown patch type: \(directive.string ?? directive.text) in map: \(JSON.object(patch).text)"
                )
            }
        }
        var result = original
        try retainKeys(&result, &patch)
        try deletePrimitives(&result, &patch)
        try orderElements(&result, &patch, type)
        for (name, change) in patch {
            guard !change.isNull else {
                result[name] = nil
                continue
            }
            result[name] = try merged(change, into: result[name], MergeRules.rule(type, name))
        }
        return result
    }

    private static func merged(_ change: JSON, into old: JSON?, _ rule: FieldMergeRule?) throws(StatusError)
        -> JSON
    {
        switch (old, change) {
        case (.object(let before)?, .object(let after)):
            if let rule, case .replace = rule.strategy { return change }
            return .object(try merge(after, into: before, rule?.type ?? ""))
        case (.array(let before)?, .array(let after)):
            guard let rule else { return change }
            return .array(try merge(list: after, into: before, rule))
        default: return withoutDirectives(change)
        }
    }

    private static func retainKeys(_ result: inout JSONObject, _ patch: inout JSONObject) throws(StatusError)
    {
        guard let list = patch[Directive.retainKeys] else { return }
        patch[Directive.retainKeys] = nil
        let names = Set(list.array?.compactMap(\.string) ?? [])
        guard list.array != nil, patch.keys.allSatisfy({ names.contains($0) || patch[$0]?.isNull == true })
        else {
            throw .badRequest("invalid patch format of retainKeys")
        }
        for name in result.keys where !names.contains(name) { result[name] = nil }
    }

    private static func deletePrimitives(_ result: inout JSONObject, _ patch: inout JSONObject)
        throws(StatusError)
    {
        for name in patch.keys where name.hasPrefix(Directive.deletePrefix) {
            let field = String(name.dropFirst(Directive.deletePrefix.count))
            guard let list = patch[name]?.array else {
                throw .badRequest("invalid patch format of primitive list")
            }
            let gone = Set(list)
            patch[name] = nil
            if let kept = result[field]?.array?.filter({ !gone.contains($0) }) {
                result[field] = .array(kept)
            }
        }
    }

    private static func orderElements(
        _ result: inout JSONObject, _ patch: inout JSONObject, _ type: String
    ) throws(StatusError) {
        for name in patch.keys where name.hasPrefix(Directive.orderPrefix) {
            let field = String(name.dropFirst(Directive.orderPrefix.count))
            guard let order = patch[name]?.array else {
                throw .badRequest("invalid patch format of setElementOrder list")
            }
            patch[name] = nil
            let change = patch[field]?.array
            if patch[field]?.isNull == true { continue }
            patch[field] = nil
            let rule = MergeRules.rule(type, field) ?? FieldMergeRule(.mergeSet)
            let before = result[field]?.array
            if before == nil && change == nil { continue }
            let key = rule.key
            if let change { try check(change, follows: order, key, field) }
            let list = try merge(list: change ?? [], into: before ?? [], rule)
            result[field] = .array(
                ElementOrder.sorted(list, patchOrder: order, serverOrder: before ?? [], key: key))
        }
    }

    /// The patch's elements must come in the order that its `$setElementOrder` says.
    private static func check(_ change: [JSON], follows order: [JSON], _ key: String?, _ field: String)
        throws(StatusError)
    {
        let places = ElementOrder.places(order, key)
        var last = -1
        for element in change where element[Directive.patch] == nil {
            guard let place = ElementOrder.identity(element, key).flatMap({ places[$0] }), place > last else {
                throw .badRequest(
                    "The order in patch list:\n\(JSON.array(change).text)\n doesn't match "
                        + "\(Directive.orderPrefix)\(field) list:\n\(JSON.array(order).text)\n")
            }
            last = place
        }
    }

    // MARK: Lists

    private static func merge(list patch: [JSON], into original: [JSON], _ rule: FieldMergeRule)
        throws(StatusError) -> [JSON]
    {
        switch rule.strategy {
        case .descend, .replace: return patch
        case .mergeSet:
            var result = original
            var known = Set(original)
            for element in patch where known.insert(element).inserted { result.append(element) }
            return ElementOrder.sorted(result, patchOrder: patch, serverOrder: original, key: nil)
        case .mergeByKey(let key): return try merge(list: patch, into: original, key: key, rule.type)
        }
    }

    private static func merge(
        list patch: [JSON], into original: [JSON], key: String, _ type: String
    ) throws(StatusError) -> [JSON] {
        var result = original
        var changes: [JSONObject] = []
        var deleted: Set<JSON> = []
        var isReplaced = false
        for element in patch {
            guard case .object(var members) = element else {
                throw .badRequest("cannot merge list element \(element.text): it is no object")
            }
            let directive = members[Directive.patch]
            members[Directive.patch] = nil
            switch directive?.string {
            case nil: changes.append(members)
            case "replace": isReplaced = true
            case "delete":
                guard let value = members[key] else { throw missing(key, in: members) }
                deleted.insert(value)
            case let name?:
                throw .badRequest("unknown patch type: \(name) in map: \(JSON.object(members).text)")
            }
        }
        if isReplaced { return changes.map(JSON.object) }
        if !deleted.isEmpty { result.removeAll { $0[key].map(deleted.contains) ?? false } }
        var places = ElementOrder.places(result, key)
        for members in changes {
            guard let value = members[key] else { throw missing(key, in: members) }
            if let place = places[value] {
                result[place] = .object(try merge(members, into: result[place].object ?? JSONObject(), type))
            } else {
                places[value] = result.count
                result.append(withoutDirectives(.object(members)))
            }
        }
        return ElementOrder.sorted(
            result, patchOrder: changes.map(JSON.object), serverOrder: original, key: key)
    }

    private static func missing(_ key: String, in members: JSONObject) -> StatusError {
        .badRequest("map: \(JSON.object(members).text) does not contain declared merge key: \(key)")
    }

    /// A value that is new to the object: nulls and directives in it have nothing to act on.
    private static func withoutDirectives(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            var result = JSONObject()
            for (name, member) in members where !member.isNull && !Directive.isOne(name) {
                result[name] = withoutDirectives(member)
            }
            return .object(result)
        case .array(let elements):
            return .array(elements.filter { $0[Directive.patch] == nil }.map(withoutDirectives))
        default: return value
        }
    }

    private enum Directive {
        static let patch = "$patch"
        static let retainKeys = "$retainKeys"
        static let deletePrefix = "$deleteFromPrimitiveList/"
        static let orderPrefix = "$setElementOrder/"

        static func isOne(_ name: String) -> Bool {
            name == patch || name == retainKeys || name.hasPrefix(deletePrefix) || name.hasPrefix(orderPrefix)
        }
    }
}

extension FieldMergeRule {
    fileprivate var key: String? { if case .mergeByKey(let key) = strategy { key } else { nil } }
}
