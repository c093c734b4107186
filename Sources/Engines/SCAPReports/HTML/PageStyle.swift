/// The style sheet and the script of a page, and the hashes by which a content security policy lets them run.
enum PageStyle {
    /// Both hashes are those of the texts below; a test recomputes them.
    static let styleHash = "sha256-4UiVsEEQUttKzlnCXXYPvdFMH64SDy0iFW5upWM1/Gk="
    static let scriptHash = "sha256-oFGSzXQLqk3CDVxrufcFK7VdtJA6m/bXzwnmUvs4uf8="

    static let style = """
        :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--soft:#f6f8fa;\
        --link:#0550ae;--pass:#116329;--fail:#a40e26;--warn:#7d4e00;--none:#57606a}
        @media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9ea7b3;--line:#30363d;\
        --soft:#161b22;--link:#79c0ff;--pass:#56d364;--fail:#ff7b72;--warn:#e3b341;--none:#9ea7b3}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,"Noto Sans CJK JP","Noto Sans JP",sans-serif}
        header,main,nav,footer{max-width:68rem;margin:0 auto;padding:0 1rem}
        header{padding-top:1.5rem}
        h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0}
        h2{font-size:1.3rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
        h3{font-size:1.08rem;margin:0}
        h4{font-size:.95rem;margin:1rem 0 .2rem}
        a{color:var(--link)}
        a:focus-visible,summary:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem;z-index:2}
        .dim{color:var(--dim)}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;margin:.6rem 0}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        th[scope=row]{width:13rem;font-weight:600}
        td.n,th.n{text-align:right}
        .tiles{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0;padding:0;list-style:none}
        .tiles li{border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem;min-width:7rem;background:var(--soft)}
        .tiles b{display:block;font-size:1.6rem;line-height:1.2}
        .bar{display:flex;height:1rem;border-radius:.5rem;overflow:hidden;background:var(--line);width:100%}
        .bar rect{height:100%}
        .o{display:inline-block;min-width:6.5rem;text-align:center;border:1.5px solid currentColor;border-radius:.9rem;padding:0 .6rem;font-size:.85rem;font-weight:600;white-space:nowrap}
        .pass,.fixed{color:var(--pass);fill:var(--pass)}
        .fail{color:var(--fail);fill:var(--fail)}
        .error,.unknown{color:var(--warn);fill:var(--warn)}
        .notapplicable,.notchecked,.informational,.notselected{color:var(--none);fill:var(--none)}
        .s{font-size:.85rem;white-space:nowrap}
        .s-high{font-weight:700}
        article{border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1.1rem;margin:.9rem 0;scroll-margin-top:1rem}
        article>header{padding:0;display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline;max-width:none}
        article>header h3{flex:1 1 20rem}
        code,pre,.id{font-family:ui-monospace,monospace;font-size:.87em}
        .id{color:var(--dim);overflow-wrap:anywhere}
        pre{background:var(--soft);border:1px solid var(--line);border-radius:.3rem;padding:.6rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
        .lines{white-space:pre-line}
        .evidence{border-left:.25rem solid var(--fail);padding:.1rem 0 .1rem .8rem;margin:.6rem 0}
        .waiver,.warning{border-left:.25rem solid var(--warn);padding:.1rem 0 .1rem .8rem;margin:.6rem 0}
        .evidence ul,.tree ul{margin:.1rem 0;padding-left:1.2rem}
        .refs{columns:22rem;padding-left:1.2rem;margin:.2rem 0}
        details>summary{cursor:pointer}
        .tree details{margin:.15rem 0}.tree details details{margin-left:1.2rem}.tree summary{font-weight:600}
        .tree ul{list-style:none}
        .tree li{margin:.25rem 0}
        form{border:1px solid var(--line);border-radius:.5rem;background:var(--soft);padding:.6rem 1rem;margin:1rem 0}
        fieldset{border:0;padding:0;margin:.2rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1rem}
        legend{font-weight:600;float:left;margin-right:1rem}
        input[type=search]{font:inherit;padding:.2rem .5rem;width:min(100%,24rem);background:var(--bg);color:var(--fg);border:1px solid var(--dim);border-radius:.3rem}
        [hidden]{display:none!important}
        footer{padding:2rem 1rem;color:var(--dim)}
        @media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--dim:#333;--line:#999;--soft:#fff;--link:#000}\
        form,nav,.skip,.top{display:none}body{font-size:10.5pt}article{break-inside:auto}header{break-after:avoid}a{text-decoration:none}}
        """

    /// Shows the filter, which is hidden where scripts do not run, and hides what it leaves out.
    static let script = """
        (function(){var f=document.getElementById('filter');if(!f)return;f.hidden=false;
        var rows=[].slice.call(document.querySelectorAll('[data-o]'));
        var boxes=[].slice.call(f.querySelectorAll('input[type=checkbox]'));
        var search=document.getElementById('search'),count=document.getElementById('count');
        function apply(){var off={};boxes.forEach(function(b){if(!b.checked)off[b.name+b.value]=true});
        var words=search.value.toLowerCase().split(/\\s+/).filter(Boolean),n=0;
        rows.forEach(function(r){var t=r.getAttribute('data-t');
        var hide=off['o'+r.getAttribute('data-o')]||off['s'+r.getAttribute('data-s')]||!words.every(function(w){return t.indexOf(w)>=0});
        r.hidden=!!hide;if(!hide&&r.tagName==='ARTICLE')n++});
        [].forEach.call(document.querySelectorAll('.tree details'),function(d){d.hidden=!d.querySelector('[data-o]:not([hidden])')});
        count.textContent=n}
        f.addEventListener('input',apply);f.addEventListener('submit',function(e){e.preventDefault()});apply();
        })();
        """
}
