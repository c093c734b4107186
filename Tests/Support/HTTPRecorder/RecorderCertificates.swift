/// Certificates of a server that exists only in tests, for `127.0.0.1` and `localhost`.
public enum RecorderCertificates {
    /// The authority that vouches for the server.
    public static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBjjCCATOgAwIBAgIUTWCq5yG74fU42QK5qbzFEdMaSXcwCgYIKoZIzj0EAwIw
        GzEZMBcGA1UEAwwQY2EucmVjb3JkZXIudGVzdDAgFw0yNjExMjIyMzI0NTlaGA8y
        MTI2MTAyOTIzMjQ1OVowGzEZMBcGA1UEAwwQY2EucmVjb3JkZXIudGVzdDBZMBMG
        ByqGSM49AgEGCCqGSM49AwEHA0IABD/fk5QyS2TwcoJWggCUas9Ma2PGkjphDbRM
        1D5KA+hj0TxLxlwljrSnZOINKEocRY3gaCWLx8WnMBY8GB6tu4ejUzBRMB0GA1Ud
        DgQWBBSp0iJANH5uzyLdfyP5qqEwhSWBLjAfBgNVHSMEGDAWgBSp0iJANH5uzyLd
        fyP5qqEwhSWBLjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDH
        LPrz+/KDTiEgdYNaGIDBllTLeFrrNoBInoxj1xxxCwIhAMqx8mj1YQkhuAK558dp
        WCcSLtaG9M+1EAggA0LO5TuK
        -----END CERTIFICATE-----
        """

    /// An authority that does not know the server.
    public static let other = """
        -----BEGIN CERTIFICATE-----
        MIIBkzCCATmgAwIBAgIUMoIHH0Y1df+ngPZ5HQVSXLK8frQwCgYIKoZIzj0EAwIw
        HjEcMBoGA1UEAwwTb3RoZXIucmVjb3JkZXIudGVzdDAgFw0yNjExMjIyMzI0NTla
        GA8yMTI2MTAyOTIzMjQ1OVowHjEcMBoGA1UEAwwTb3RoZXIucmVjb3JkZXIudGVz
        dDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJe4dIDsKdhQIboXGkmOlscwf/DE
        Y7gKXnR9XkAWMwYegcjz/TY8b/ZuYaF6tgmu3D06mEj0qA3xRPPgHJKBVGejUzBR
        MB0GA1UdDgQWBBQdA7e8EfbmR/D+4hB4AHk4hHDLzDAfBgNVHSMEGDAWgBQdA7e8
        EfbmR/D+4hB4AHk4hHDLzDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
        MEUCIQC2uhglxRHSvCZPeJbetAD58jliA97VpojwiS9wzmHyRAIgS2lji+aD5j1M
        8Gw1yaIe6+IreLqf5UXL5z+a3/Nb/nI=
        -----END CERTIFICATE-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBpDCCAUugAwIBAgIUb9zVj0XjKjFtd+uHxVlfdUq3iMcwCgYIKoZIzj0EAwIw
        GzEZMBcGA1UEAwwQY2EucmVjb3JkZXIudGVzdDAgFw0yNjExMjIyMzI1MDBaGA8y
        MTI2MTAyOTIzMjUwMFowEzERMA8GA1UEAwwIcmVjb3JkZXIwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAASNAfrSqeuAHZGtYIU9/oqFQkk/rCMRrtRooAcFySV6e1Ct
        0wZ/maJKnbK0f4Wq5+qYRFpMiwR9OnmMMO5R5THMo3MwcTAaBgNVHREEEzARhwR/
        AAABgglsb2NhbGhvc3QwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0OBBYEFGeI
        T96oVb4E3MJC8LK2lmCKH58MMB8GA1UdIwQYMBaAFKnSIkA0fm7PIt1/I/mqoTCF
        JYEuMAoGCCqGSM49BAMCA0cAMEQCIBGx5HglDIeucYWzb6898kvcjPh290qlv4/O
        PZ8rduhGAiBb1gTfGaYtepaGeOwXtapqEkDdJCfBIjVysG+YoIv8eA==
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfWxmnT15yrwvC1Au
        NeMy2yVeCKXdadOyKSRg5pnWNXyhRANCAASNAfrSqeuAHZGtYIU9/oqFQkk/rCMR
        rtRooAcFySV6e1Ct0wZ/maJKnbK0f4Wq5+qYRFpMiwR9OnmMMO5R5THM
        -----END PRIVATE KEY-----
        """
}
