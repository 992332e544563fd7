#!/usr/bin/env python3
"""Whether other programs read what `rounds export` writes.

Outside of `cargo test`, because it needs other people's programs:

    python3 -m venv target/interop
    target/interop/bin/pip install rispy bibtexparser pybtex citeproc-py
    apt-get install --no-install-recommends libreoffice-calc   # for the CSV; skipped without
    cargo build && target/interop/bin/python tests/interop/check.py [FEED…]

Without feeds it takes references of its own. With feeds (files) it serves
them on loopback, follows them, saves up to 500 of what came, exports that in
each form, imports it into an empty home and compares. Prints one line a
check; exit code 1 where one failed.
"""

import csv
import http.server
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = pathlib.Path(os.environ.get("ROUNDS", ROOT / "target/debug/rounds"))
MOST = 500
failed = []


def check(what, holds, detail=""):
    print(("ok    " if holds else "FAILED ") + what + (f": {detail}" if detail else ""))
    if not holds:
        failed.append(what)


def rounds(home, *args, text=None, may_fail=False):
    environ = {**os.environ, "ROUNDS_HOME": str(home)}
    done = subprocess.run([str(ROUNDS), *args], env=environ, input=text, capture_output=True)
    if done.returncode != 0 and not may_fail:
        raise SystemExit(f"rounds {args}: {done.stderr.decode()}")
    return done.stdout.decode()


def own_references():
    """One line a reference, in rounds' own form."""
    odd = ["plain", "{braces} & 50% $x$ #1 _a_ ~b^c \\d", "中文 título – “quotes” \"q\"", "=SUM(A1)",
           "long " * 200, "-minus @at +plus", "a, b; c | d <e> 'f'"]
    for n in range(60):
        word = odd[n % len(odd)].strip()
        yield json.dumps({
            "kind": ["article", "preprint", "page", "book", "report"][n % 5],
            "title": f"Item {n}: {word}",
            "authors": [{"family": "van der Berg", "given": "Jan"}, {"family": "García-Márquez", "given": "G."},
                        "WHO Solidarity Trial Consortium"],
            "journal": "Journal of {odd} & even things", "volume": str(n + 1), "issue": "2", "pages": "1-9",
            "published": {"year": 2020, "month": n % 12 + 1, "day": 3}, "doi": f"10.1000/x.{n}",
            "link": f"https://example.org/{n}?a=1&b=2_c", "text": f"First.\nSecond {word}", "note": f"Mine: {word}",
            "tags": ["heart failure", "ü"], "saved": "2025-11-18T10:44:00Z", "read": n % 2 == 0,
        }, ensure_ascii=False)


def from_feeds(home, files):
    """Saves what feeds bring."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if not self.path.strip("/").isdigit():
                return self.send_error(404)
            body = pathlib.Path(files[int(self.path.strip("/"))]).read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    outlines = "".join(f'<outline type="rss" text="{n}" xmlUrl="http://127.0.0.1:{port}/{n}"/>' for n in range(len(files)))
    list_file = home / "feeds.opml"
    list_file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    rounds(home, "import", str(list_file))
    rounds(home, "--quiet", "refresh", may_fail=True)
    server.shutdown()
    rows = [json.loads(line) for line in rounds(home, "timeline", "--json", "--limit", str(MOST)).splitlines()]
    print(f"      {len(rows)} works of {len(files)} feeds")
    # In one step, by rounds' own form: saving 500 one by one is 500 starts.
    lines = home / "chosen.jsonl"
    chosen = [str(row["id"]) for row in rows]
    lines.write_text(rounds(home, "export", "--format", "jsonl", *chosen))
    rounds(home, "import", str(lines))


def exported(home, form):
    return rounds(home, "export", "--saved", "--format", form)


def objects(home):
    return [json.loads(line) for line in exported(home, "jsonl").splitlines()]


#: What each form cannot hold.
LOST = {
    "jsonl": [],
    "ris": ["published_at", "read"],
    "bibtex": ["published_at", "read", "source"],
    "biblatex": ["published_at", "read", "source"],
    "csl-json": ["published_at", "read"],
}


def comparable(item, form):
    item = {key: value for key, value in item.items() if key not in LOST[form]}
    if form in ("bibtex", "biblatex", "csl-json") and "saved" in item:
        item["saved"] = item["saved"][:10]
    if form in ("bibtex", "biblatex"):
        for key in ("text", "note"):
            if key in item:
                item[key] = " ".join(item[key].split())
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def round_trips(home, work):
    before = objects(home)
    for form in LOST:
        other = work / f"home-{form}"
        other.mkdir()
        file = work / f"trip.{form}"
        file.write_bytes(exported(home, form).encode())
        rounds(other, "import", "--as", form, str(file))
        wanted = sorted(comparable(item, form) for item in before)
        found = sorted(comparable(item, form) for item in objects(other))
        differ = [(a, b) for a, b in zip(wanted, found) if a != b]
        check(f"{form} comes back as it was", wanted == found,
              f"{len(before)} references" if wanted == found else f"{len(found)} of {len(wanted)}; {differ[:1]}")


def readers(home):
    items = objects(home)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            import rispy
            entries = rispy.loads(exported(home, "ris").replace("\r\n", "\n"))
            titles = sorted(entry.get("title") or entry.get("primary_title") or "" for entry in entries)
            check("rispy reads our RIS", titles == sorted(item["title"] for item in items), f"{len(entries)} entries")
            unknown = [entry["unknown_tag"] for entry in entries if entry.get("unknown_tag")]
            check("rispy knows every tag", not unknown, str(unknown[:1]) if unknown else "")
        except ImportError as why:
            print(f"skipped {why}")
        try:
            import bibtexparser
            text = exported(home, "bibtex")
            if hasattr(bibtexparser, "parse_string"):
                library = bibtexparser.parse_string(text)
                check("bibtexparser reads our BibTeX", len(library.entries) == len(items) and not library.failed_blocks,
                      f"{len(library.entries)} entries")
            else:
                parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False, common_strings=True)
                library = bibtexparser.loads(text, parser)
                check("bibtexparser reads our BibTeX", len(library.entries) == len(items), f"{len(library.entries)} entries")
        except ImportError as why:
            print(f"skipped {why}")
        try:
            import pybtex.database
            import pybtex.errors
            pybtex.errors.set_strict_mode(True)
            for form in ("bibtex", "biblatex"):
                data = pybtex.database.parse_string(exported(home, form), "bibtex")
                check(f"pybtex reads our {form}", len(data.entries) == len(items), f"{len(data.entries)} entries")
        except ImportError as why:
            print(f"skipped {why}")
        try:
            from citeproc.source.json import CiteProcJSON
            source = CiteProcJSON(json.loads(exported(home, "csl-json")))
            check("citeproc-py reads our CSL-JSON", len(source) == len(items), f"{len(source)} items")
        except ImportError as why:
            print(f"skipped {why}")
    ours = [str(w.message) for w in said if "DeprecationWarning" not in w.category.__name__ and "pkg_resources" not in str(w.message)]
    check("no reader warns", not ours, "; ".join(sorted(set(ours))[:3]))


def tables(home, work):
    items = objects(home)
    text = exported(home, "csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    bare = lambda cell: cell.lstrip("'")
    whole = all(bare(row["title"]) == bare(item["title"]) and bare(row["note"] or "") == bare(item.get("note", "")) for row, item in zip(rows, items))
    check("Python's csv has every cell whole", len(rows) == len(items) and whole, f"{len(rows)} rows")
    if not shutil.which("soffice"):
        print("skipped LibreOffice: soffice is not here")
        return
    file = work / "table.csv"
    file.write_bytes(text.encode())
    # Through a spreadsheet and back; 44 comma, 34 quote, 76 UTF-8.
    for step, source in (("ods", "table.csv"), ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "table.ods")):
        into = work / ("back" if step.startswith("csv") else ".")
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--infilter=CSV:44,34,76,1,,0,true",
                        "--convert-to", step, "--outdir", str(into), str(work / source)] if step == "ods" else
                       ["soffice", "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to", step, "--outdir", str(into), str(work / source)],
                       check=True, capture_output=True)
    with open(work / "back" / "table.csv", newline="", encoding="utf-8") as back:
        again = list(csv.DictReader(back))
    same = [key for row, other in zip(rows, again) for key in row if " ".join(row[key].split()) != " ".join((other.get(key) or "").split())]
    check("LibreOffice has every cell whole", len(again) == len(rows) and not same, f"{len(again)} rows" if not same else f"differ: {sorted(set(same))}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        home = work / "home"
        home.mkdir()
        files = sys.argv[1:]
        if files:
            from_feeds(home, files)
        else:
            lines = work / "own.jsonl"
            lines.write_text("\n".join(own_references()))
            rounds(home, "import", str(lines))
        round_trips(home, work)
        readers(home)
        tables(home, work)
    sys.exit(1 if failed else 0)


main()
