/// The built-in functions that are programs themselves.
enum Prelude {
    /// Their definitions; each may use those before it.
    static let source = #"""
        def recurse(f): def down: ., (f | down); down;
        def recurse(f; wanted): def down: ., (f | if wanted then down else empty end); down;
        def values: if . == null then empty else . end;
        def nulls: if . == null then . else empty end;
        def booleans: if type == "boolean" then . else empty end;
        def numbers: if type == "number" then . else empty end;
        def strings: if type == "string" then . else empty end;
        def arrays: if type == "array" then . else empty end;
        def objects: if type == "object" then . else empty end;
        def iterables: if type == "array" or type == "object" then . else empty end;
        def scalars: if type == "array" or type == "object" then empty else . end;
        def finites: if isfinite then . else empty end;
        def normals: if isnormal then . else empty end;
        def paths: path(..) | if . == [] then empty else . end;
        def paths(wanted): path(.. | if wanted then . else empty end) | if . == [] then empty else . end;
        def leaf_paths: paths(scalars);
        def pick(f): . as $whole | reduce path(f) as $p (null; setpath($p; $whole | getpath($p)));
        def walk(f):
          def deep: (if type == "object" then map_values(deep) elif type == "array" then map(deep) else . end) | f;
          deep;
        def while(test; update): def loop: if test then ., (update | loop) else empty end; loop;
        def until(test; update): def loop: if test then . else update | loop end; loop;
        def repeat(f): def again: f, again; again;
        def inputs: def more: (try input catch if . == "break" then empty else error end) | (., more);
          more;
        def nth($n; f):
          if $n < 0 then error("nth doesn't support negative indices")
          else first(foreach f as $item (-1; . + 1; if . >= $n then $item else empty end)) end;
        def in(whole): . as $key | whole | has($key);
        def inside(whole): . as $part | whole | contains($part);
        def combinations: if length == 0 then [] else .[0][] as $head | .[1:] | combinations | [$head] + . end;
        def combinations(n): . as $choice | [range(n) | $choice] | combinations;
        def ascii: [.] | implode;
        def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
        def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
        def fromdate: fromdateiso8601;
        def todate: todateiso8601;
        def date: todate;
        def dateadd(unit; n): . + n;
        def datesub(unit; n): . - n;
        def match($re): _arguments($re) as [$pattern, $flags] | _match($pattern; $flags)[];
        def match(re; flags): _match(re; flags)[];
        def test($re): _arguments($re) as [$pattern, $flags] | _test($pattern; $flags);
        def test(re; flags): _test(re; flags);
        def capture($re): match($re) | _named;
        def capture(re; flags): match(re; flags) | _named;
        def scan($re; $flags): match($re; "g" + $flags) | if .captures == [] then .string else [.captures[].string] end;
        def scan($re): scan($re; null);
        def split($re; flags): _pieces([match($re; "g" + flags)]);
        def splits($re; flags): split($re; flags)[];
        def splits($re): splits($re; null);
        def sub($re; f; $flags):
          [match($re; $flags)] as $found | _replace($found; [$found[] | _named | [f]])[];
        def sub($re; f): sub($re; f; "");
        def gsub($re; f; flags): sub($re; f; flags + "g");
        def gsub($re; f): sub($re; f; "g");
        def tostream: _tostream[];
        def fromstream(f):
          foreach f as $event (null;
            (if . == null or .done then {done: false, value: null} else . end)
            | if $event | length == 2
              then .done = ($event[0] == []) | .value |= setpath($event[0]; $event[1])
              else .done = ($event[0] | length == 1) end;
            if .done then .value else empty end);
        def truncate_stream(f): . as $n | null | f | if .[0] | length > $n then .[0] |= .[$n:] else empty end;
        def debug(f): (f | debug | empty), .;
        def INDEX(rows; key): reduce rows as $row ({}; .[$row | key | tostring] = $row);
        def INDEX(key): INDEX(.[]; key);
        def JOIN($table; key): [.[] | [., $table[key]]];
        def JOIN($table; rows; key): rows | [., $table[key]];
        def JOIN($table; rows; key; f): rows | [., $table[key]] | f;
        def IN(f): any(f == .; .);
        def IN(f; g): any(f == g; .);
        """#

    /// The compiled definitions by name and number of parameters.
    static let functions: [String: Function] = {
        do {
            var parser = try Parser(source)
            let definitions = try parser.module().definitions
            var known: [String: Function] = [:]
            for definition in definitions {
                let name = "\(definition.name)/\(definition.parameters.count)"
                let function = Function(parameterCount: definition.parameters.count)
                known[name] = function
                var compiler = Compiler(library: known)
                try compiler.complete(function, definition, Compiler.Scope())
            }
            return known
        } catch {
            preconditionFailure("the library of jq functions does not compile: \(error)")
        }
    }()
}
