"""Our site and the peers' side by side, in headless Chromium; and what building costs.

    python benchmarks/docs.py                        pages of our document
    python benchmarks/docs.py --visits 3             with fewer visits each; usually 9
    python benchmarks/docs.py --build api.json       processor time and memory of a build

Redoc comes in two: Redocly's CLI 1 renders every operation into the page (Redoc 2), as we do; its
CLI 2 embeds the document for a script to render (Redoc 3), so its build does next to nothing.

Installs the peers and axe-core from npm into a temporary folder, or into DOCS_FOLDER (kept).
Starlight's pages come from its plugin starlight-openapi.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.render.docs.site import options_beside, render_site
from clausegen.render.generated import write_tree
from playwright.sync_api import Browser, Page, sync_playwright

PACKAGES = (
    "redoc@2",
    "swagger-ui-dist@5",
    "@scalar/api-reference@1",
    "redocly-2@npm:@redocly/cli@1.34.5",
    "redocly-3@npm:@redocly/cli@2",
    "axe-core@4",
)
STARLIGHT = ("astro@5", "@astrojs/starlight@0.36", "starlight-openapi@0.20")
"""In their own folder: they need other versions of the same libraries; the last for Node 20."""
STARLIGHT_FILES = {
    "package.json": '{"type": "module"}',
    "src/content/docs/index.md": "---\ntitle: API\n---\n",
    "src/content.config.ts": """import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro:content";
export const collections = { docs: defineCollection({ loader: docsLoader(),
schema: docsSchema() }) };""",
    "astro.config.mjs": """import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import starlightOpenAPI, { openAPISidebarGroups } from "starlight-openapi";
export default defineConfig({ integrations: [starlight({ title: "API",
plugins: [starlightOpenAPI([{ base: "api", schema: "./openapi.json" }])],
sidebar: openAPISidebarGroups })] });""",
}
REDOCLY = {"Redoc 2, server-rendered": "redocly-2", "Redoc 3": "redocly-3"}
DEEP = {"Redoc 3": "#/rooms/createroom"}
"""It shows one operation at a time: the address names the one to show."""
BUNDLES = {
    "redocly-2": "redoc/bundles/redoc.standalone.js",
    "redocly-3": "redocly-3/lib/chunks/redoc.standalone.js",
}
"""Their pages fetch the script from elsewhere; measured here, it comes from beside the page."""
VISITS = 9
PATIENCE = 300_000
"""Milliseconds after which a page that shows nothing is given up."""
WAKING = 1000
"""Milliseconds that a new window of Chromium still loads its own interface, beside any page."""
OPERATION = "createRoom"
TEXT = "A domain can have one domain room only."
"""Of the operation's description: when a reader sees it, the page is there."""
WATCH_TEXT = """(() => { const look = () => {
  if (document.body?.innerText.includes(%r)) window.seenAt = performance.now();
  else if (performance.now() < 400) requestAnimationFrame(look);
  else setTimeout(look, 100);
}; requestAnimationFrame(look); })()"""
"""Often at first, then seldom: looking costs the slow ones more."""
PAGES = {
    "redoc": """<body><div id="r"></div><script src="redoc.standalone.js"></script>
<script>Redoc.init("openapi.json", {}, document.getElementById("r"))</script>""",
    "swagger-ui": """<link rel="stylesheet" href="swagger-ui.css"><body><div id="s"></div>
<script src="swagger-ui-bundle.js"></script><script>SwaggerUIBundle({url: "openapi.json",
dom_id: "#s", deepLinking: true, docExpansion: "full"})</script>""",
    "scalar": """<body><script id="api-reference" data-url="openapi.json"></script>
<script src="standalone.js"></script>""",
}
FILES = {
    "redoc": ("redoc/bundles/redoc.standalone.js",),
    "swagger-ui": ("swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui-dist/swagger-ui.css"),
    "scalar": ("@scalar/api-reference/dist/browser/standalone.js",),
}


ELSEWHERE = re.compile(r'https://[^"]+/redoc\.standalone\.js')


class Site(msgspec.Struct, frozen=True):
    name: str
    folder: Path
    path: str
    """Of the page that shows the operation."""


class Row(msgspec.Struct, frozen=True):
    name: str
    kilobytes: float
    text_ms: float
    script_ms: float
    violations: int
    readable: int
    """Operations whose path and description are there without JavaScript."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a good file server does: text with gzip."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the page was left before it was read
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def sites(work: Path, modules: Path) -> Iterator[Site]:
    manifest = manifest_of("giosg")
    ours = render_site(load_api(manifest.document), options_beside(manifest))
    write_tree(work / "ours", ours)
    yield Site("clausegen", work / "ours", f"operations/{OPERATION}.html")
    for name, body in PAGES.items():
        folder = work / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "openapi.json").write_bytes(ours["openapi.json"])
        (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{body}")
        for file in FILES[name]:
            shutil.copy(modules / file, folder)
        yield Site(name, folder, "index.html")
    for name, package in REDOCLY.items():
        folder = work / package
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "openapi.json").write_bytes(ours["openapi.json"])
        command = redocly(modules, package, folder / "openapi.json", folder / "index.html")
        subprocess.run(command, check=True, capture_output=True)
        shutil.copy(modules / BUNDLES[package], folder)
        page = (folder / "index.html").read_text(encoding="utf-8")
        (folder / "index.html").write_text(ELSEWHERE.sub("./redoc.standalone.js", page))
        yield Site(name, folder, "index.html" + DEEP.get(name, ""))

    yield starlight(modules, ours["openapi.json"])


def starlight(modules: Path, document: bytes) -> Site:
    folder = modules.parent / "starlight"
    for name, text in STARLIGHT_FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "openapi.json").write_bytes(document)
    if not (folder / "node_modules").is_dir():
        install(folder, STARLIGHT)
    command = ["node", "node_modules/astro/astro.js", "build"]
    quiet = os.environ | {"ASTRO_TELEMETRY_DISABLED": "1"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=quiet)
    return Site("Starlight", folder / "dist", f"api/operations/{OPERATION.lower()}/index.html")


def install(folder: Path, packages: tuple[str, ...]) -> None:
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--silent", *packages]
    subprocess.run(command, cwd=folder, check=True)


def redocly(modules: Path, package: str, document: Path, page: Path) -> list[str]:
    script = modules / package / "bin" / "cli.js"
    return ["node", str(script), "build-docs", str(document), "-o", str(page)]


def visit(browser: Browser, address: str) -> tuple[float, float, float]:
    """Bytes, milliseconds until the text, milliseconds of script: a first visit, nothing cached."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    received = [0.0]
    session.on("Network.loadingFinished", lambda event: _add(received, event))
    session.send("Network.enable")
    session.send("Performance.enable")
    page.add_init_script(WATCH_TEXT % TEXT)
    page.wait_for_timeout(WAKING)
    page.goto(address)
    page.wait_for_function("window.seenAt", timeout=PATIENCE)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    metrics = session.send("Performance.getMetrics")["metrics"]
    script = next(each["value"] for each in metrics if each["name"] == "ScriptDuration") * 1000
    seen = float(page.evaluate("window.seenAt"))
    context.close()
    return received[0], seen, script


def _add(received: list[float], event: dict[str, Any]) -> None:
    received[0] += event["encodedDataLength"]


def violations(browser: Browser, address: str, axe: str) -> int:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(axe)
    count = page.evaluate(
        "async () => (await axe.run()).violations.reduce((sum, each) => sum + each.nodes.length, 0)"
    )
    context.close()
    return int(count)


def readable(browser: Browser, site: Site, address: str) -> int:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    texts = [_text(page, f"{address}/{each}") for each in _addresses(site)]
    context.close()
    operations = load_api(manifest_of("giosg").document).operations
    wanted = [(each.path, first_words(each.description)) for each in operations]
    return sum(any(path in text and words in text for text in texts) for path, words in wanted)


def _addresses(site: Site) -> list[str]:
    found = sorted(each.relative_to(site.folder).as_posix() for each in site.folder.rglob("*.html"))
    return [each for each in found if each == "index.html" or "operations/" in each]


def _text(page: Page, address: str) -> str:
    page.goto(address)
    page.evaluate("document.querySelectorAll('script, style').forEach((each) => each.remove())")
    return " ".join(str(page.evaluate("document.body.textContent")).split())


def first_words(text: str) -> str:
    return " ".join(text.replace("`", "").split()[:6])


def measured(browser: Browser, site: Site, axe: str, visits: int) -> Row:
    with served(site.folder) as address:
        page = f"{address}/{site.path}"
        visit(browser, page)  # whoever comes first would pay for waking the browser
        found = [visit(browser, page) for _ in range(visits)]
        size, seen, script = (statistics.median(column) for column in zip(*found, strict=True))
        return Row(
            site.name,
            size / 1000,
            seen,
            script,
            violations(browser, page, axe),
            readable(browser, site, address),
        )


def compare(work: Path, modules: Path, visits: int) -> None:
    chromium = shutil.which("chromium") or sys.exit("There is no chromium: run `make browser`.")
    axe = (modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    print("| | kB transferred | text after ms | script ms | axe nodes | readable without JS |")
    print("|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(chromium), args=flags)
        for site in sites(work, modules):
            row = measured(browser, site, axe, visits)
            print(
                f"| {row.name} | {row.kilobytes:.1f} | {row.text_ms:.0f} | {row.script_ms:.1f} "
                f"| {row.violations} | {row.readable} |",
                flush=True,
            )
        browser.close()


def build(document: Path, work: Path, modules: Path) -> None:
    clausegen = str(Path(sys.executable).with_name("clausegen"))
    ours = _spent([clausegen, "docs", str(document), "--out", str(work / "built")])
    pages = [each.read_bytes() for each in (work / "built").rglob("*.html")]
    print("| | processor s | MB | largest page, kB gzip |")
    print("|---|---|---|---|")
    _tell("clausegen docs", ours, pages)
    for name, package in REDOCLY.items():
        page = work / f"{package}.html"
        spent = _spent(redocly(modules, package, document, page))
        _tell(name, spent, [page.read_bytes()])
        ratios = ", ".join(f"{there / here:.1f}" for here, there in zip(ours, spent, strict=True))
        print(f"{name} against ours: {ratios}", flush=True)


def _tell(name: str, spent: tuple[float, float], pages: list[bytes]) -> None:
    largest = max(len(gzip.compress(each)) for each in pages) / 1000
    print(f"| {name} | {spent[0]:.1f} | {spent[1]:.0f} | {largest:.0f} |", flush=True)


def _spent(command: list[str]) -> tuple[float, float]:
    """Seconds of processor time and megabytes of one process and those it waited for."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed.")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, metavar="DOCUMENT", help="measure a build instead")
    parser.add_argument(
        "--visits", type=int, default=VISITS, help="of each page; the median is told"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        folder = Path(os.environ.get("DOCS_FOLDER", work / "npm"))
        folder.mkdir(parents=True, exist_ok=True)
        modules = folder / "node_modules"
        if not (modules / "redocly-2").is_dir() or not (modules / "axe-core").is_dir():
            install(folder, PACKAGES)
        if chosen.build:
            build(chosen.build.resolve(), work, modules)
        else:
            compare(work, modules, chosen.visits)


if __name__ == "__main__":
    main()
