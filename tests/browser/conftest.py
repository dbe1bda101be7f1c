"""A browser, our site on a file server, the mock; skipped with a reason where one is missing."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clausegen.diff.change import Change
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from clausegen.render.docs.site import options_beside, render_site
from clausegen.render.docs.verdicts import Deviation, Failure, Report, Reported
from clausegen.render.generated import write_tree
from clausegen.words.collection import clauses
from playwright.sync_api import Browser, Page, sync_playwright
from strict_page import REQUIRED, listen

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def missing(what: str) -> None:
    """Skips, unless the run demands a browser."""
    (pytest.fail if REQUIRED else pytest.skip)(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        missing("There is no chromium: run `make browser`.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core from npm, beside these tests: fetched once, as `make browser` does."""
    script = HERE / "node_modules" / "axe-core" / "axe.min.js"
    npm = shutil.which("npm")
    if not script.is_file() and npm is not None:
        command = [npm, "install", "--no-package-lock", "--silent"]
        subprocess.run(command, cwd=HERE, check=False, capture_output=True, timeout=120)
    if not script.is_file():
        missing("axe-core could not be fetched from npm: run `make browser`.")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our site on disk, and in `reported` the same with the verdicts of a run."""
    made = tmp_path_factory.mktemp("site") / "docs"
    manifest = manifest_of("giosg")
    api = load_api(manifest.document)
    write_tree(made, render_site(api, options_beside(manifest)))
    change = Change(id="listRooms", kind="changed", breaks="clients", sentence="It is other now.")
    options = options_beside(manifest, report=report(api), changes=(change,))
    write_tree(made / "reported", render_site(api, options))
    return made


def report(api: Api) -> Report:
    """One clause broken, one broken and accepted, one not checked, the others kept."""
    first, second, third, *others = (each.id for each in clauses(api) if not each.waived)
    failure = Failure(expected="403", observed="201", curl="curl -X POST https://tried.example")
    known = Deviation(reason="Mended in release 2.4.", expires="2027-01-31")
    return Report(
        schema=1,
        clauses=(
            Reported(id=first, verdict="broken", failures=(failure,)),
            Reported(id=second, verdict="broken", failures=(failure,), deviation=known),
            Reported(id=third, verdict="not checked", reason="The target gives no queue."),
            *(Reported(id=each, verdict="kept") for each in others),
        ),
    )


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The site on a file server."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Says nothing."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page. A word on its console or a request that leaves this machine fails."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    opened = context.new_page()
    said: list[str] = []
    listen(opened, said)
    yield opened
    context.close()
    assert said == []


@pytest.fixture(scope="session")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A running mock, as its target file tells."""
    target = tmp_path_factory.mktemp("mock") / "target.toml"
    command = [str(Path(sys.executable).with_name("clausemock")), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--target-file", str(target)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "listening on" in line:
                break
        yield tomllib.loads(target.read_text(encoding="utf-8"))
        process.terminate()
