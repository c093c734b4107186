extension ProtobufSchema {
    /// What `kubectl auth`, `create token` and `certificate` send.
    static let reviews = """
        TokenReview: 1 metadata ObjectMeta, 2 spec TokenReviewSpec
        TokenReviewSpec: 1 token, 2 audiences []string
        TokenRequest: 1 metadata ObjectMeta, 2 spec TokenRequestSpec, 3 status TokenRequestStatus
        TokenRequestSpec: 1 audiences []string, 3 boundObjectRef BoundObjectReference, 4 expirationSeconds int?
        TokenRequestStatus: 1 token, 2 expirationTimestamp time
        BoundObjectReference: 1 kind, 2 apiVersion, 3 name, 4 uid
        SelfSubjectReview: 1 metadata ObjectMeta, 2 status SelfSubjectReviewStatus
        SelfSubjectReviewStatus: 1 userInfo UserInfo
        UserInfo: 1 username, 2 uid, 3 groups []string, 4 extra map:ExtraValue
        ExtraValue: 1 items []string
        SubjectAccessReview: 1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec, \
          3 status SubjectAccessReviewStatus
        LocalSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec, \
          3 status SubjectAccessReviewStatus
        SelfSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SubjectAccessReviewSpec, \
          3 status SubjectAccessReviewStatus
        SubjectAccessReviewSpec: 1 resourceAttributes ResourceAttributes, \
          2 nonResourceAttributes NonResourceAttributes, 3 user, 4 groups []string, 5 extra map:ExtraValue, \
          6 uid
        SubjectAccessReviewStatus: 1 allowed bool, 2 reason, 3 evaluationError, 4 denied bool
        ResourceAttributes: 1 namespace, 2 verb, 3 group, 4 version, 5 resource, 6 subresource, 7 name, \
          8 fieldSelector SelectorAttributes, 9 labelSelector SelectorAttributes
        SelectorAttributes: 1 rawSelector, 2 requirements []LabelSelectorRequirement
        NonResourceAttributes: 1 path, 2 verb
        SelfSubjectRulesReview: 1 metadata ObjectMeta, 2 spec SelfSubjectRulesReviewSpec, \
          3 status SubjectRulesReviewStatus
        SelfSubjectRulesReviewSpec: 1 namespace
        SubjectRulesReviewStatus: 3 incomplete bool, 4 evaluationError
        CertificateSigningRequest: 1 metadata ObjectMeta, 2 spec CertificateSigningRequestSpec, \
          3 status CertificateSigningRequestStatus
        CertificateSigningRequestSpec: 1 request bytes, 2 username, 3 uid, 4 groups []string, \
          5 usages []string, 6 extra map:ExtraValue, 7 signerName, 8 expirationSeconds int?
        CertificateSigningRequestStatus: 1 conditions []CertificateSigningRequestCondition, 2 certificate bytes
        CertificateSigningRequestCondition: 1 type, 2 reason, 3 message, 4 lastUpdateTime time, \
          5 lastTransitionTime time, 6 status
        """
}
