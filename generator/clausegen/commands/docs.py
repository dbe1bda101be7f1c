"""`clausegen docs`: the reference documentation as static HTML."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clausegen.render.docs.live import Builds


@click.command(name="docs")
@click.argument("spec", required=False, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="contract.json of a contract run: its verdicts stand beside the clauses.",
)
@click.option("--base-url", default="", help="Where the site will live: canonical links, site map.")
@click.option("--check", is_flag=True, help="Write nothing; fail when the folder is stale.")
@click.option(
    "--watch",
    is_flag=True,
    help="Serve the pages on this machine; build and reload at each change.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Of --watch. Without it, a free one."
)
def command(  # noqa: PLR0913 - one for each option
    spec: Path | None,
    out: Path,
    report: Path | None,
    base_url: str,
    *,
    check: bool,
    watch: bool,
    port: int,
) -> None:
    """Write the reference documentation of an OpenAPI 3.0 or 3.1 document.

    Without SPEC, of the one that clausekit ships. The pages read without JavaScript, load nothing
    from elsewhere, and can be opened from a disk or served by any file server.

    \b
    clausegen docs openapi.yaml --out docs_site
    clausegen docs --out docs_site --report build/contract/contract.json
    clausegen docs --out docs_site --check
    clausegen docs openapi.yaml --out docs_site --watch
    """
    from clausegen.load import default_document

    document = spec or default_document()
    if watch and check:
        raise click.UsageError("--check writes nothing, so there is nothing to --watch.")
    if watch:
        _watch(document, out, report, base_url, port)
    else:
        _build(document, out, report, base_url, check=check)


def _build(
    document: Path, out: Path, report: Path | None, base_url: str, *, check: bool = False
) -> None:
    from clausegen.load import load_api
    from clausegen.render.docs.site import options_beside, render_site
    from clausegen.render.docs.verdicts import read_report
    from clausegen.render.output import write_tree
    from clausegen.text.problems import SpecError

    try:
        api = load_api(document)
    except SpecError as error:
        raise click.ClickException(f"the document cannot be used.\n{error}") from None
    options = options_beside(
        document, base_url=base_url, report=read_report(report) if report else None
    )
    files = render_site(api, options)
    drift = write_tree(out, files, check=check)
    if drift is not None:
        click.echo(drift.diff, nl=False)
        raise click.ClickException(
            f"{out} is stale ({len(drift.files)} files). Run clausegen docs --out {out}."
        )
    if not check:
        pages = sum(name.endswith(".html") for name in files)
        click.echo(f"{out}/index.html: {len(api.operations)} operations on {pages} pages.")


SECONDS_BETWEEN_LOOKS = 0.4
TEXTS = frozenset({".yaml", ".yml", ".json", ".md"})


def _watch(document: Path, out: Path, report: Path | None, base_url: str, port: int) -> None:
    """Builds after each change, until Ctrl-C. A broken document is reported and waited out."""
    from clausegen.render.docs.live import Builds, serving

    builds = Builds()
    with suppress(KeyboardInterrupt), serving(out, builds, port) as address:
        click.echo(f"{address} reloads at each change in {document.parent}. Ctrl-C ends it.")
        seen = None
        while True:
            found = _stamps(document, out, report)
            if found != seen:
                seen = found
                _rebuild(document, out, report, base_url, builds)
            time.sleep(SECONDS_BETWEEN_LOOKS)


def _rebuild(document: Path, out: Path, report: Path | None, base_url: str, builds: Builds) -> None:
    from clausegen.render.output import OutputRefused

    try:
        _build(document, out, report, base_url)
    except OutputRefused:
        raise
    except click.ClickException as error:
        error.show()
    else:
        builds.announce()


def _stamps(document: Path, out: Path, report: Path | None) -> dict[Path, int]:
    """When the document and the texts beside it changed. The site itself may lie among them."""
    found: dict[Path, int] = {}
    for parent, folders, names in os.walk(document.parent):
        here = Path(parent)
        folders[:] = [each for each in folders if (here / each).resolve() != out.resolve()]
        texts = [here / each for each in names if Path(each).suffix in TEXTS]
        for path in (*texts, *([report] if report else ())):
            with suppress(OSError):  # an editor may be replacing it
                found[path] = path.stat().st_mtime_ns
    return found
