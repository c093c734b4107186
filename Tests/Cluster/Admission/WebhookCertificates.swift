import Bytes

/// Certificates of a webhook that exists only in tests, for `127.0.0.1`, `localhost` and `hook.default.svc`.
enum WebhookCertificates {
    /// `caBundle` of the authority that vouches for the server.
    static let bundle = Base64.encode(Array(authority.utf8))
    /// `caBundle` of an authority that does not know the server.
    static let otherBundle = Base64.encode(Array(other.utf8))

    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBijCCATGgAwIBAgIUYjc31RukeNhJgUmJL3ogtGHfbc0wCgYIKoZIzj0EAwIw
        GjEYMBYGA1UEAwwPY2EubWFydGxldC50ZXN0MCAXDTI2MTEyMjEzMzI1MVoYDzIx
        MjYxMDI5MTMzMjUxWjAaMRgwFgYDVQQDDA9jYS5tYXJ0bGV0LnRlc3QwWTATBgcq
        hkjOPQIBBggqhkjOPQMBBwNCAAQ2rEyVvbw3UK4WNE45lR6d6DHr8eY8kAkviiWN
        SrBFWtc+6iCMFLsOtsbbpr+MM92O/t8RlCM3GYGtl2cuf00To1MwUTAdBgNVHQ4E
        FgQUU3T1T0E4NTHX+ycxsung1623MiowHwYDVR0jBBgwFoAUU3T1T0E4NTHX+ycx
        sung1623MiowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBcDzur
        wG3sg2vetBqjmoGK7R25sTv1qIvTx1i21Uu9uwIgfGWs6kopTpZv+fwH/ZkOHR9W
        tIPIbP7iG1I9QtROIjk=
        -----END CERTIFICATE-----
        """

    static let other = """
        -----BEGIN CERTIFICATE-----
        MIIBkTCCATegAwIBAgIUMwo6K13ssFygBcgiaqZmNd0xZ8wwCgYIKoZIzj0EAwIw
        HTEbMBkGA1UEAwwSb3RoZXIubWFydGxldC50ZXN0MCAXDTI2MTEyMjEzMzI1MVoY
        DzIxMjYxMDI5MTMzMjUxWjAdMRswGQYDVQQDDBJvdGhlci5tYXJ0bGV0LnRlc3Qw
        WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ6/SBwsttBmxt1LX+kT0WS5WO+SLHi
        31/Ehpc0Y8/F1A4rVQWeu9GbEQfpgZLGM3h/YR0X/TroEXbQqcnihpU/o1MwUTAd
        BgNVHQ4EFgQU14E5pfgQFUYil8La/TJxOT9OUEowHwYDVR0jBBgwFoAU14E5pfgQ
        FUYil8La/TJxOT9OUEowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBF
        AiEAidOL/UYW/h2scaaBLXbXRzdOQjPUVWawW176b4xpgmwCIHvcbfVX6dwy8/BR
        nKrJB4piOXNVtXsAY5P3FdSE7eHh
        -----END CERTIFICATE-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBtDCCAVqgAwIBAgIUREqBJJH3Gs9W3srK8csEVTAp420wCgYIKoZIzj0EAwIw
        GjEYMBYGA1UEAwwPY2EubWFydGxldC50ZXN0MCAXDTI2MTEyMjEzMzI1MVoYDzIx
        MjYxMDI5MTMzMjUxWjAPMQ0wCwYDVQQDDARob29rMFkwEwYHKoZIzj0CAQYIKoZI
        zj0DAQcDQgAEIf8SBDWFNaBwCnpOHtnN0AcqB97cp69kRCbTqDOjU770/wu9PbJf
        YTNK3b9/WhrKuoJCsmRRJrr4QHya73vq9aOBhjCBgzAsBgNVHREEJTAjhwR/AAAB
        gglsb2NhbGhvc3SCEGhvb2suZGVmYXVsdC5zdmMwEwYDVR0lBAwwCgYIKwYBBQUH
        AwEwHQYDVR0OBBYEFLtdY6qPBhbQqPsUq2qhORlS2wNXMB8GA1UdIwQYMBaAFFN0
        9U9BODUx1/snMbLp4NettzIqMAoGCCqGSM49BAMCA0gAMEUCIQD9eKy1fW1jP4dG
        +0f2Y7kLxPrPDzSoxDZgr6SCFzB2OAIgdFuBTvmmcFBzBaMD0mEgOL/t7gOpkYPL
        Dzz/KM9faqY=
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4ZghQ3/NracnHGgP
        RKAY3p+QIn7NaLcfrB323S+nycyhRANCAAQh/xIENYU1oHAKek4e2c3QByoH3tyn
        r2REJtOoM6NTvvT/C709sl9hM0rdv39aGsq6gkKyZFEmuvhAfJrve+r1
        -----END PRIVATE KEY-----
        """
}
