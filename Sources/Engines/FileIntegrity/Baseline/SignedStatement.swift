import Bytes

/// A statement with its signature, in the envelope of DSSE 1.0 (secure-systems-lab/dsse, protocol.md).
///
/// The signature covers the statement's very bytes and their type, so that nothing has to be written again in the
/// same way to be checked.
public struct SignedStatement: Sendable, Equatable {
    /// The type of the payload.
    public static let payloadType = "application/vnd.martlet.baseline.v1+json"

    /// What was signed.
    public let statement: BaselineStatement
    /// The bytes that were signed.
    public let payload: [UInt8]
    /// The signature.
    public let signature: [UInt8]
    /// The key that made it, raw.
    public let publicKey: [UInt8]

    /// The key's name.
    public var keyID: BaselineKeyID { BaselineKeyID(publicKey: publicKey) }

    /// Signs a statement.
    public init(_ statement: BaselineStatement, by signer: any BaselineSigner) throws {
        self.statement = statement
        payload = statement.payload
        publicKey = signer.publicKey
        signature = try signer.signature(of: Self.message(payload))
    }

    /// Reads an envelope; the signature is not checked.
    ///
    /// - Throws: ``BaselineError`` that names the field.
    public init(bytes: [UInt8], name: String) throws(BaselineError) {
        func damaged(_ field: String?, _ message: String) -> BaselineError {
            BaselineError(name, field: field, message, reason: .damaged)
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            throw damaged(nil, error.description)
        }
        guard json["payloadType"]?.string == Self.payloadType else {
            throw damaged("payloadType", "is not \"\(Self.payloadType)\"")
        }
        guard let payload = json["payload"]?.string.flatMap(Base64.decode) else {
            throw damaged("payload", "is no base64")
        }
        guard let signatures = json["signatures"]?.array, signatures.count == 1,
            let signature = signatures[0]["sig"]?.string.flatMap(Base64.decode)
        else { throw damaged("signatures", "does not hold exactly one signature") }
        guard let key = signatures[0]["publicKey"]?.string.flatMap(Base64.decode) else {
            throw damaged("signatures[0].publicKey", "is no base64")
        }
        guard signatures[0]["keyid"]?.string == BaselineKeyID(publicKey: key).description else {
            throw damaged("signatures[0].keyid", "is not the name of the key beside it")
        }
        self.payload = payload
        self.signature = signature
        publicKey = key
        statement = try BaselineStatement(payload: payload, name: name)
    }

    /// The envelope as JSON.
    public var bytes: [UInt8] {
        let signed = JSONObject([
            ("keyid", .string(keyID.description)), ("sig", .string(Base64.encode(signature))),
            ("publicKey", .string(Base64.encode(publicKey))),
        ])
        let envelope = JSONObject([
            ("payloadType", .string(Self.payloadType)), ("payload", .string(Base64.encode(payload))),
            ("signatures", .array([.object(signed)])),
        ])
        return Array((JSON.object(envelope).pretty(indent: 2) + "\n").utf8)
    }

    /// Whether the key in the envelope made the signature; whose key it is, is another question.
    public func isSigned(_ check: SignatureCheck) -> Bool {
        check(signature, Self.message(payload), publicKey)
    }

    /// The bytes below the signature: DSSE's "pre-authentication encoding".
    private static func message(_ payload: [UInt8]) -> [UInt8] {
        Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
    }
}
