import CEL
import Testing

@Suite("Kubernetes' libraries")
struct KubernetesLibraryTests {
    @Test(
        "strings",
        arguments: [
            ("'hello'.charAt(4)", #""o""#), ("'hello'.charAt(5)", #""""#),
            ("'hello'.charAt(-1)", "error: index out of range: -1"),
            ("'hello mellow'.indexOf('')", "0"), ("'hello mellow'.indexOf('ello')", "1"),
            ("'hello mellow'.indexOf('jello')", "-1"), ("'hello mellow'.indexOf('', 2)", "2"),
            ("'hello mellow'.indexOf('ello', 2)", "7"),
            ("'hello mellow'.indexOf('ello', 20)", "error: index out of range: 20"),
            ("'hello mellow'.lastIndexOf('')", "12"), ("'hello mellow'.lastIndexOf('ello')", "7"),
            ("'hello mellow'.lastIndexOf('ello', 6)", "1"),
            ("'hello mellow'.lastIndexOf('ello', -1)", "error: index out of range: -1"),
            ("'żółw żółw'.lastIndexOf('ółw')", "6"), ("'żółw'.indexOf('łw')", "2"),
            ("['x', 'y'].join()", #""xy""#), ("['x', 'y'].join('-')", #""x-y""#), ("[].join('-')", #""""#),
            ("'TacoCÆt Xii'.lowerAscii()", #""tacocÆt xii""#), ("'tacoCÆt'.upperAscii()", #""TACOCÆT""#),
            ("'hello hello'.replace('he', 'we')", #""wello wello""#),
            ("'hello hello'.replace('he', 'we', 1)", #""wello hello""#),
            ("'hello'.replace('he', 'we', 0)", #""hello""#), ("'ab'.replace('', '-')", #""-a-b-""#),
            ("'ab'.replace('', '-', 1)", #""-ab""#), ("'a b c'.split(' ')", #"["a", "b", "c"]"#),
            ("'a b c'.split(' ', 2)", #"["a", "b c"]"#), ("'a b c'.split(' ', 0)", "[]"),
            ("'abc'.split('')", #"["a", "b", "c"]"#),
            ("'tacocat'.substring(4)", #""cat""#), ("'tacocat'.substring(0, 4)", #""taco""#),
            ("'tacocat'.substring(2, 1)", "error: invalid substring range. start: 2, end: 1"),
            ("'tacocat'.substring(40)", "error: index out of range: 40"),
            ("' \\ttrim\\n '.trim()", #""trim""#),
            (#"strings.quote('a"b\n')"#, #""\"a\\\"b\\n\"""#),
            (
                "'%s is %d of %s'.format(['x', 3, [1, 'a', {'b': 1.5}]])",
                #""x is 3 of [1, \"a\", {\"b\":1.500000}]""#
            ),
            ("'%.2f %x %X %o %b %%'.format([12345.678, 255, 'hi', 8, 5])", #""12,345.68 ff 6869 10 101 %""#),
            (
                "'%d'.format(['a'])",
                "error: error during formatting: decimal clause can only be used on integers, was given string"
            ),
            ("'%s'.format([])", "error: index 0 out of range"),
            ("'%s'.format([timestamp(0)])", #""1970-01-01T00:00:00Z""#),
            ("'%e'.format([2.71828])", "\"2.718280\u{202F}×\u{202F}10⁰⁰\""),
        ])
    func strings(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "lists, sets and patterns",
        arguments: [
            ("[1, 2, 2].isSorted()", "true"), ("[2.0, 1.0].isSorted()", "false"), ("[1, 3].sum()", "4"),
            ("[duration('1m'), duration('1s')].sum()", "duration(61s)"), ("[1.0].sum()", "1.0"),
            ("['b', 'a'].min()", #""a""#), ("[1, 3, 2].max()", "3"),
            ("[1, 2].filter(x, x > 5).min()", "error: min called on empty list"),
            ("[1, 2, 1].indexOf(1)", "0"), ("[1, 2, 1].lastIndexOf(1)", "2"), ("['a'].indexOf('b')", "-1"),
            ("sets.contains([1, 2], [2])", "true"), ("sets.equivalent([1, 1], [1])", "true"),
            ("sets.intersects([1], [2])", "false"), ("'abc 123'.find('[0-9]+')", #""123""#),
            ("'abc'.find('x')", #""""#),
            ("'123 abc 456'.findAll('[0-9]*')", #"["123", "", "", "", "", "456"]"#),
            ("'1 2 3'.findAll('[0-9]', 2)", #"["1", "2"]"#), ("'abc'.matches('^a.c$')", "true"),
            ("'abc\\n'.matches('c$')", "false"),
            ("'a{,2}'.matches('^a{,2}$')", "true"),
            ("'ab'.matches(dyn('(a)\\\\1'))", "error: error parsing regexp: invalid escape sequence: `\\1`"),
            (
                "'ab'.matches(dyn('(?=a)'))",
                "error: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"
            ),
            (
                "'a'.matches(dyn('a**'))",
                "error: error parsing regexp: invalid nested repetition operator: `**`"
            ),
        ])
    func collections(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "quantities",
        arguments: [
            ("quantity('1.5Gi').asInteger()", "1610612736"), ("quantity('200M') < quantity('1')", "refused"),
            ("quantity('200M').isGreaterThan(quantity('1Ki'))", "true"),
            ("quantity('50k').add(quantity('20')).asInteger()", "50020"),
            ("quantity('50k').sub(20).asInteger()", "49980"), ("quantity('1500m').isInteger()", "false"),
            ("quantity('1500m').asInteger()", "error: cannot convert value to integer"),
            ("quantity('-3').sign()", "-1"),
            ("quantity('1.5').asApproximateFloat()", "1.5"), ("quantity('1k') == quantity('1000')", "true"),
            ("quantity('1e3').compareTo(quantity('1k'))", "0"), ("isQuantity('1.3Gi')", "true"),
            ("isQuantity('1GiB')", "false"),
            ("isQuantity('.')", "false"),
            ("quantity('99999999999999999999Ei').asInteger()", "9223372036854775807"),
            ("quantity('0.0000000001').compareTo(quantity('1n'))", "0"),
            ("isQuantity('1e999999999')", "true"),
        ])
    func quantities(source: String, expected: String) {
        let result = value(of: source)
        if expected == "refused" { #expect(result.hasPrefix("refused")) } else { #expect(result == expected) }
    }

    @Test(
        "addresses, networks and URLs",
        arguments: [
            (
                "isIP('127.0.0.1') && isIP('::1') && !isIP('127.0.0.256') && !isIP('::ffff:1.2.3.4') && !isIP('fe80::1%en0')",
                "true"
            ),
            ("ip('127.0.0.1').family()", "4"),
            ("string(ip('2001:db8:0:0:1:0:0:1'))", #""2001:db8::1:0:0:1""#),
            ("ip.isCanonical('2001:DB8::1')", "false"), ("ip('0.0.0.0').isUnspecified()", "true"),
            ("ip('::1').isLoopback()", "true"),
            ("ip('224.0.0.1').isLinkLocalMulticast()", "true"),
            ("ip('fe80::1').isLinkLocalUnicast()", "true"),
            ("ip('8.8.8.8').isGlobalUnicast()", "true"), ("ip('::1') == ip('0:0::1')", "true"),
            ("cidr('192.168.0.0/24').containsIP('192.168.0.1')", "true"),
            ("cidr('192.168.0.0/24').containsIP(ip('::1'))", "false"),
            ("cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16'))", "true"),
            ("cidr('10.0.0.0/16').containsCIDR('10.0.0.0/8')", "false"),
            ("string(cidr('10.1.2.3/8').masked())", #""10.0.0.0/8""#),
            ("cidr('10.1.2.3/8').ip() == ip('10.1.2.3')", "true"),
            ("cidr('::/48').prefixLength()", "48"), ("isCIDR('10.0.0.0/33')", "false"),
            ("isCIDR('10.0.0.0/08')", "false"),
            ("url('https://user@example.com:80/a%20b?x=1&x=2&y#f').getHost()", #""example.com:80""#),
            ("url('https://[::1]:80/').getHostname()", #""::1""#),
            ("url('https://example.com:80/').getPort()", #""80""#),
            ("url('https://example.com/path with spaces/').getEscapedPath()", #""/path%20with%20spaces/""#),
            ("url('https://h/p?k1=a&k2=b&k2=c').getQuery()", #"{"k1": ["a"], "k2": ["b", "c"]}"#),
            ("url('/path').getScheme()", #""""#), ("isURL('https://a:b:c/')", "false"),
            ("isURL('../relative-path')", "false"),
            ("isURL('/absolute-path')", "true"), ("isURL('HTTP://h')", "true"),
            ("isURL('http://h/%zz')", "false"),
        ])
    func addresses(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "semantic versions",
        arguments: [
            ("semver('1.2.3').minor()", "2"), ("isSemver('1.2')", "false"),
            ("isSemver('v1.2', true)", "true"), ("isSemver('01.0.0')", "false"),
            ("semver('1.0.0-alpha').isLessThan(semver('1.0.0'))", "true"),
            ("semver('1.0.0-2').compareTo(semver('1.0.0-11'))", "-1"),
            ("semver('1.0.0-alpha').isGreaterThan(semver('1.0.0-1'))", "true"),
        ])
    func versions(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "what kube-apiserver does not have is not declared",
        arguments: ["'a'.reverse()", "math.abs(1)", "base64.encode(b'a')", "cel.bind(x, 1, x)"])
    func undeclared(source: String) { #expect(value(of: source).hasPrefix("refused: undeclared reference")) }
}
