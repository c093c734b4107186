import SBOM

/// A small document of each format that is read, as other tools write them.
enum Samples {
    static let all: [String: String] = [
        "cyclonedx": text(.cycloneDXJSON), "spdx": text(.spdxJSON), "tags": text(.spdxTagValue),
        "trivy": trivy, "syft": syft, "syft-json": syftJSON, "spdx3": spdx3, "xml": xml,
    ]

    private static func text(_ format: BillFormat) -> String {
        String(decoding: SampleInventory.bill.bytes(as: format) ?? [], as: UTF8.self)
    }

    static let trivy = """
        {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
         "metadata": {"timestamp": "2026-01-02T03:04:05+02:00",
          "tools": [{"vendor": "aquasecurity", "name": "trivy", "version": "0.48.0"}],
          "component": {"bom-ref": "r", "type": "container", "name": "app:1"}},
         "components": [
          {"bom-ref": "os", "type": "operating-system", "name": "redhat", "version": "9.2",
           "properties": [{"name": "aquasecurity:trivy:Type", "value": "redhat"}]},
          {"bom-ref": "p", "type": "library", "name": "openssl-libs", "version": "1:3.0.7-16.el9",
           "supplier": {"name": "Red Hat, Inc."}, "licenses": [{"license": {"name": "ASL 2.0"}}],
           "purl": "pkg:rpm/redhat/openssl-libs@3.0.7-16.el9?arch=x86_64&distro=redhat-9.2&epoch=1",
           "properties": [{"name": "aquasecurity:trivy:SrcEpoch", "value": "1"},
            {"name": "aquasecurity:trivy:SrcName", "value": "openssl"},
            {"name": "aquasecurity:trivy:SrcRelease", "value": "16.el9"},
            {"name": "aquasecurity:trivy:SrcVersion", "value": "3.0.7"}]},
          {"bom-ref": "go", "type": "application", "name": "usr/bin/tool",
           "components": [{"type": "library", "name": "github.com/BurntSushi/toml", "version": "v1.3.2",
            "purl": "pkg:golang/github.com/burntsushi/toml@v1.3.2",
            "properties": [{"name": "aquasecurity:trivy:FilePath", "value": "usr/bin/tool"},
             {"name": "aquasecurity:trivy:LayerDiffID", "value": "sha256:02"}]}]},
          {"type": "library", "name": "Phoenix", "purl": "pkg:hex/phoenix@1.7"},
          {"type": "library", "name": "broken", "purl": "pkg:npm/%zz"},
          {"type": "file", "name": "/etc/passwd"}]}
        """

    static let syft = """
        {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "/srv",
         "creationInfo": {"created": "2026-01-02T03:04:05Z", "creators": ["Organization: Anchore, Inc", "Tool: syft-1.18.1"]},
         "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-BSLA", "extractedText": "BSLA", "name": "BSLA"}],
         "packages": [
          {"SPDXID": "SPDXRef-Root", "name": "/srv", "primaryPackagePurpose": "FILE"},
          {"SPDXID": "SPDXRef-P", "name": "bsdutils", "versionInfo": "1:2.38.1-5+deb12u3",
           "supplier": "NOASSERTION", "licenseConcluded": "NOASSERTION",
           "licenseDeclared": "MIT AND (GPL-2.0-only OR BSD-3-Clause) AND LicenseRef-BSLA",
           "sourceInfo": "acquired package info from DPKG DB: /usr/share/doc/bsdutils/copyright, /var/lib/dpkg/status",
           "externalRefs": [
            {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:b:c"},
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator":
             "pkg:deb/debian/bsdutils@1:2.38.1-5%2Bdeb12u3?arch=amd64&distro=debian-12&upstream=util-linux%402.38.1-5%2Bdeb12u3"}]}],
         "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
          "relatedSpdxElement": "SPDXRef-Root"}]}
        """

    static let syftJSON = """
        {"artifacts": [
          {"id": "1", "name": "python3-yaml", "version": "6.0-3+b2", "type": "deb",
           "locations": [{"path": "/usr/share/doc/python3-yaml/copyright", "annotations": {"evidence": "supporting"}},
            {"path": "/var/lib/dpkg/status", "layerID": "sha256:01", "annotations": {"evidence": "primary"}}],
           "licenses": [{"value": "GPL-2", "spdxExpression": "GPL-2.0-only"}, {"value": "odd", "spdxExpression": ""}],
           "purl": "pkg:deb/debian/python3-yaml@6.0-3%2Bb2?arch=amd64&distro=debian-12&upstream=pyyaml%406.0-3",
           "metadata": {"source": "pyyaml", "sourceVersion": "6.0-3", "maintainer": "Somebody"}},
          {"id": "2", "name": "PyYAML", "version": "6.0", "type": "python", "purl": "pkg:pypi/pyyaml@6.0",
           "locations": [{"path": "/usr/lib/python3/dist-packages/PyYAML-6.0.egg-info/PKG-INFO"}]}],
         "artifactRelationships": [{"parent": "1", "child": "2", "type": "ownership-by-file-overlap"},
          {"parent": "2", "child": "1", "type": "dependency-of"}],
         "source": {"id": "x", "name": "debian:12", "version": "sha256:aa", "type": "image"},
         "distro": {"prettyName": "Debian GNU/Linux 12 (bookworm)", "id": "debian", "versionID": "12",
          "versionCodename": "bookworm", "idLike": ["x"]},
         "descriptor": {"name": "syft", "version": "1.18.1"}, "schema": {"version": "16.0.18"}}
        """

    static let spdx3 = """
        {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
          {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-02T03:04:05Z",
           "createdBy": ["urn:o"], "createdUsing": ["urn:t"]},
          {"type": "Organization", "spdxId": "urn:o", "name": "Acme", "creationInfo": "_:c"},
          {"type": "Tool", "spdxId": "urn:t", "name": "maker", "creationInfo": "_:c"},
          {"type": "SpdxDocument", "spdxId": "urn:d", "rootElement": ["urn:r"], "creationInfo": "_:c"},
          {"type": "software_Package", "spdxId": "urn:r", "name": "app", "software_primaryPurpose": "container",
           "software_packageVersion": "1.2", "creationInfo": "_:c"},
          {"type": "software_Package", "spdxId": "urn:s", "name": "alpine", "software_packageVersion": "3.19.1",
           "software_primaryPurpose": "operatingSystem", "creationInfo": "_:c"},
          {"type": "software_Package", "spdxId": "urn:p", "name": "libcrypto3", "software_packageVersion": "3.1.4-r5",
           "software_primaryPurpose": "library", "suppliedBy": "urn:o", "creationInfo": "_:c",
           "software_sourceInfo": "built package from: openssl 3.1.4-r5",
           "software_packageUrl": "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=alpine-3.19.1"},
          {"type": "software_Package", "spdxId": "urn:q", "name": "left-pad", "software_packageVersion": "1.3.0",
           "creationInfo": "_:c", "externalIdentifier": [{"type": "ExternalIdentifier",
            "externalIdentifierType": "packageUrl", "identifier": "pkg:npm/left-pad@1.3.0"}]},
          {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:l", "creationInfo": "_:c",
           "simplelicensing_licenseExpression": "MIT AND Apache-2.0"},
          {"type": "Relationship", "spdxId": "urn:x", "from": "urn:p", "to": ["urn:l"], "creationInfo": "_:c",
           "relationshipType": "hasDeclaredLicense"},
          {"type": "Relationship", "spdxId": "urn:y", "from": "urn:p", "to": ["urn:q"], "creationInfo": "_:c",
           "relationshipType": "dependsOn"},
          {"type": "Relationship", "spdxId": "urn:z", "from": "urn:q", "to": ["urn:p"], "creationInfo": "_:c",
           "relationshipType": "dependsOn"}]}
        """

    static let xml = """
        <?xml version="1.0"?>
        <bom xmlns="http://cyclonedx.org/schema/bom/1.4" serialNumber="urn:uuid:1" version="1">
          <metadata><timestamp>2026-01-02T03:04:05Z</timestamp>
            <tools><tool><vendor>Acme</vendor><name>maker</name><version>2</version></tool></tools>
            <component type="application" bom-ref="r"><name>shop</name><version>7</version></component></metadata>
          <components>
            <component type="library"><group>org.acme</group><name>util</name><version>1</version>
              <licenses><license><id>MIT</id></license><license><name>Own</name></license></licenses>
              <purl>pkg:maven/org.acme/util@1?type=jar</purl>
              <components><component type="library"><name>inner</name><version>2</version>
                <licenses><expression>MIT OR ISC</expression></licenses>
                <purl>pkg:npm/inner@2</purl></component></components>
              <properties><property name="syft:location:0:path">/a.jar</property></properties></component>
          </components>
        </bom>
        """
}
