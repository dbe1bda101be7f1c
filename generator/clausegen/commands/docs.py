"""`clausegen docs`: the reference documentation as static HTML."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from clausegen.command_line import UnusableError
from clausegen.output import Source, document_arguments, read

if TYPE_CHECKING:
    from clausegen.diff.change import Change
    from clausegen.model import Api
    from clausegen.render.docs.live import Builds


class Site(msgspec.Struct, frozen=True):
    """What is asked for."""

    source: Source
    out: Path
    report: Path | None
    base_url: str
    previous: str | None
    pages: tuple[Path, ...]
    logo: Path | None
    accent: str
    client: str
    labels: Path | None


@click.command(name="docs")
@document_arguments
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="contract.json of a contract run: its verdicts stand beside the clauses.",
)
@click.option("--base-url", default="", help="Where the site will live: canonical links, site map.")
@click.option("--previous", metavar="OLD", help="File or git revision: a page of what changed.")
@click.option(
    "--pages",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Pages of your own: a Markdown file, or a folder of them by name. Can be repeated.",
)
@click.option(
    "--logo",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Picture beside the title; without it, that which x-logo of the document names.",
)
@click.option("--accent", default="", metavar="#RRGGBB", help="Colour of links and marks.")
@click.option(
    "--client",
    default="",
    metavar="COMMAND",
    help="How the client of `clausegen stubs client` is installed: samples of it are shown.",
)
@click.option(
    "--labels",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The labels of the pages in another language; --print-labels prints a file to translate.",
)
@click.option(
    "--print-labels",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: _print_labels(context) if asked else None,
    help="Print every label of the pages, to be translated for --labels, and exit.",
)
@click.option("--check", is_flag=True, help="Write nothing; fail when the folder is stale.")
@click.option(
    "--watch",
    is_flag=True,
    help="Serve the pages on this machine; build and reload at each change.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Of --watch. Without it, a free one."
)
def command(  # noqa: PLR0913, PLR0917 - one for each option
    source: Source,
    out: Path,
    report: Path | None,
    base_url: str,
    previous: str | None,
    pages: tuple[Path, ...],
    logo: Path | None,
    accent: str,
    client: str,
    labels: Path | None,
    *,
    check: bool,
    watch: bool,
    port: int,
) -> None:
    """Write the reference documentation of an OpenAPI 3.0, 3.1 or 3.2 document.

    Without SPEC, of that which contract.toml names, or ./openapi.yaml. The pages read without
    JavaScript, load nothing from elsewhere, and can be opened from a disk or served by any file
    server.

    \b
    Exit codes: 0, 1 stale (--check), 2 the document cannot be used or the folder not written.

    \b
    clausegen docs openapi.yaml --out docs_site
    clausegen docs --out docs_site --report build/contract/contract.json
    clausegen docs --out docs_site --check
    clausegen docs openapi.yaml --out docs_site --watch
    clausegen docs openapi.yaml --out docs_site --previous v1.0 --pages guides --logo logo.svg
    clausegen docs --print-labels > fi.toml
    """
    if accent and not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        raise click.UsageError(f"--accent is a colour such as #2f4bb8, not {accent}.")
    site = Site(source, out, report, base_url, previous, pages, logo, accent, client, labels)
    if watch and check:
        raise click.UsageError("--check writes nothing, so there is nothing to --watch.")
    if watch:
        _watch(site, port)
    else:
        _build(site, check=check)


def _build(site: Site, *, check: bool = False) -> None:
    from clausegen.render.docs.labels import ENGLISH, read_labels
    from clausegen.render.docs.site import options_beside, render_site
    from clausegen.render.docs.verdicts import read_report
    from clausegen.render.generated import write_tree
    from clausegen.text.problems import SpecError

    try:
        api, _ = read(site.source)
    except SpecError as error:
        raise UnusableError(f"the document cannot be used.\n{error}") from None
    report = read_report(site.report) if site.report else None
    options = options_beside(
        site.source.manifest,
        pages=site.pages,
        base_url=site.base_url,
        report=report,
        changes=_changes(site, api),
        logo=site.logo or _documented_logo(api, site),
        accent=site.accent,
        client=site.client,
        labels=read_labels(site.labels) if site.labels else ENGLISH,
    )
    files = render_site(api, options)
    drift = write_tree(site.out, files, check=check)
    if drift is not None:
        click.echo(drift.diff, nl=False)
        raise click.ClickException(
            f"{site.out} is stale ({len(drift.files)} files). Run clausegen docs --out {site.out}."
        )
    if not check:
        pages = sum(name.endswith(".html") for name in files)
        click.echo(f"{site.out}/index.html: {len(api.operations)} operations on {pages} pages.")


def _print_labels(context: click.Context) -> None:
    from clausegen.render.docs.labels import as_toml

    click.echo(as_toml(), nl=False)
    context.exit()


def _documented_logo(api: Api, site: Site) -> Path | None:
    """Without a logo the pages are whole, so a picture that cannot be shown is only told."""
    from clausegen.render.docs.logo import LogoError, documented_logo

    try:
        return documented_logo(api, site.source.path)
    except LogoError as error:
        click.echo(f"note: {error}", err=True)
        return None


def _changes(site: Site, api: Api) -> tuple[Change, ...] | None:
    from clausegen.diff.compare import compare
    from clausegen.diff.revisions import document
    from clausegen.load import load_api

    if site.previous is None:
        return None
    with document(site.previous, str(site.source.path)) as before:
        return compare(load_api(before), api)


SECONDS_BETWEEN_LOOKS = 0.4
TEXTS = frozenset({".yaml", ".yml", ".json", ".md"})


def _watch(site: Site, port: int) -> None:
    """Builds after each change, until Ctrl-C. A broken document is reported and waited out."""
    from clausegen.render.docs.live import Builds, serving

    builds = Builds()
    with suppress(KeyboardInterrupt), serving(site.out, builds, port) as address:
        click.echo(
            f"{address} reloads at each change in {site.source.path.parent}. Ctrl-C ends it."
        )
        seen = None
        while True:
            found = _stamps(site)
            if found != seen:
                seen = found
                _rebuild(site, builds)
            time.sleep(SECONDS_BETWEEN_LOOKS)


def _rebuild(site: Site, builds: Builds) -> None:
    from clausegen.render.generated import OutputRefused

    try:
        _build(site)
    except OutputRefused:
        raise
    except click.ClickException as error:
        error.show()
    else:
        builds.announce()


def _stamps(site: Site) -> dict[Path, int]:
    """When the document and the texts beside it changed. The site itself may lie among them."""
    found: dict[Path, int] = {}
    for parent, folders, names in os.walk(site.source.path.parent):
        here = Path(parent)
        folders[:] = [each for each in folders if (here / each).resolve() != site.out.resolve()]
        texts = [here / each for each in names if Path(each).suffix in TEXTS]
        for path in (*texts, *([site.report] if site.report else ())):
            with suppress(OSError):  # an editor may be replacing it
                found[path] = path.stat().st_mtime_ns
    return found
