/// The digests that file integrity databases hold, named as AIDE names them.
public enum DigestAlgorithm: String, Sendable, CaseIterable {
    case md5, sha1, rmd160, tiger, crc32, gost, crc32b, sha256, sha512, whirlpool, stribog256, stribog512
    case sha512_256, sha3_256, sha3_512

    /// The digest's length in bytes.
    public var length: Int {
        switch self {
        case .crc32, .crc32b: 4
        case .md5: 16
        case .sha1, .rmd160: 20
        case .tiger: 24
        case .gost, .sha256, .stribog256, .sha512_256, .sha3_256: 32
        case .sha512, .whirlpool, .stribog512, .sha3_512: 64
        }
    }

    /// What libcrypto calls it; nil when its default provider has none.
    var evpName: String? {
        switch self {
        case .md5: "MD5"
        case .sha1: "SHA1"
        case .rmd160: "RIPEMD160"
        case .sha256: "SHA256"
        case .sha512: "SHA512"
        case .sha512_256: "SHA512-256"
        case .sha3_256: "SHA3-256"
        case .sha3_512: "SHA3-512"
        default: nil
        }
    }

    /// The number that libgcrypt has for it (`gcrypt.h`, gcry_md_algos).
    var gcryptNumber: Int32 {
        switch self {
        case .md5: 1
        case .sha1: 2
        case .rmd160: 3
        case .tiger: 6
        case .sha256: 8
        case .sha512: 10
        case .crc32, .crc32b: 302
        case .whirlpool: 305
        case .gost: 308
        case .stribog256: 309
        case .stribog512: 310
        case .sha3_256: 313
        case .sha3_512: 315
        case .sha512_256: 327
        }
    }
}
