"""The search of our pages against a library (MiniSearch), over the index of one large document.

    python benchmarks/search.py api.json

Both find the same rows while the same queries are typed letter by letter, in Node; the last line
types them into our page in headless Chromium, until the results are shown. Installs MiniSearch
from npm into a temporary folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from clausegen.load import load_api
from clausegen.manifest import Manifest
from clausegen.render.docs.site import options_beside, render_site
from clausegen.render.generated import write_tree
from playwright.sync_api import sync_playwright

QUERIES = ("create a pull request", "workflow run", "repository_id", "list branches", "webhook")
NODE = """
const fs = require("fs"), [site, out, typing] = process.argv.slice(2);
const queries = JSON.parse(typing);
globalThis.window = globalThis;
const read = (name) => fs.readFileSync(`${site}/assets/${name}`, "utf8");
const spent = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const typed = queries.flatMap((query) => [...query].map((_, at) => query.slice(0, at + 1)));
const told = (name, load, search) => ({ name, load: spent(load),
  keys: typed.map((text) => spent(() => search(text))) });
eval(read("search.js"));
const index = read("search-index.js");
const ours = told("ours", () => eval(index), (text) => searchDocs(text));

const MiniSearch = require("minisearch");
const [, rows] = JSON.parse(index.slice("docsIndex(".length, -2));
const options = { fields: ["title", "text"], storeFields: ["kind", "title", "text", "href"] };
const made = new MiniSearch(options);
made.addAll(rows.map(([kind, title, text, href], id) => ({ id, kind, title, text, href })));
const asked = { prefix: true, boost: { title: 2 }, combineWith: "AND" };
const stored = JSON.stringify(made);
fs.writeFileSync(out, stored);
let library;
const theirs = told("MiniSearch", () => { library = MiniSearch.loadJSON(stored, options); },
  (text) => library.search(text, asked).slice(0, 30));
console.log(JSON.stringify({ rows: rows.length, sides: [ours, theirs] }));
"""
TYPE = """async (queries) => {
  const input = document.querySelector("dialog input"), spent = [];
  for (const query of queries) for (let end = 1; end <= query.length; end++) {
    input.value = query.slice(0, end);
    const start = performance.now();
    input.dispatchEvent(new Event("input"));
    document.querySelector("dialog").getBoundingClientRect();
    spent.push(performance.now() - start);
    await new Promise((done) => setTimeout(done));
  }
  return spent;
}"""


def in_node(site: Path, work: Path) -> None:
    install = ["npm", "install", "--no-package-lock", "--no-audit", "--silent", "minisearch@7"]
    subprocess.run(install, cwd=work, check=True)
    (work / "run.js").write_text(NODE, encoding="utf-8")
    command = ["node", "run.js", str(site), str(work / "library.json"), json.dumps(QUERIES)]
    ran = subprocess.run(command, cwd=work, check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout)
    files = (site / "assets" / "search-index.js", work / "library.json")
    print(f"{told['rows']} rows | index kB gzip | load ms | ms a keystroke, median | longest")
    sides = []
    for side, file in zip(told["sides"], files, strict=True):
        size = len(gzip.compress(file.read_bytes())) / 1000
        sides.append((size, side["load"], statistics.median(side["keys"]), max(side["keys"])))
        print("{} | {:.0f} | {:.0f} | {:.1f} | {:.1f}".format(side["name"], *sides[-1]))
    ratios = (f"{theirs / ours:.1f}" for ours, theirs in zip(*sides, strict=True))
    print(f"library against ours | {' | '.join(ratios)}")


def in_browser(site: Path) -> None:
    chromium = shutil.which("chromium") or sys.exit("There is no chromium: run `make browser`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        page.get_by_role("status").get_by_text("Operations, attributes").wait_for()
        spent = page.evaluate(TYPE, QUERIES)
        browser.close()
    print(f"our page in Chromium, to the layout: {statistics.median(spent):.1f}, {max(spent):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", type=Path)
    document = parser.parse_args().document
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        write_tree(
            work / "site",
            render_site(load_api(document), options_beside(Manifest(document=document))),
        )
        in_node(work / "site", work)
        in_browser(work / "site")


if __name__ == "__main__":
    main()
