"""`clausegen docs`: the reference documentation as static HTML."""

from __future__ import annotations

import time
from pathlib import Path

import click


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
@click.option("--watch", is_flag=True, help="Build again on every change of the document.")
def command(
    spec: Path | None, out: Path, report: Path | None, base_url: str, *, check: bool, watch: bool
) -> None:
    """Write the reference documentation of an OpenAPI 3.0 or 3.1 document.

    Without SPEC, of the one that clausekit ships. The pages read without JavaScript, load nothing
    from elsewhere, and can be opened from a disk or served by any file server.

    \b
    clausegen docs openapi.yaml --out docs_site
    clausegen docs --out docs_site --report build/contract/contract.json
    clausegen docs --out docs_site --check
    """
    from clausegen.load import default_document

    document = spec or default_document()
    if watch:
        _watch(document, out, report, base_url)
    else:
        _build(document, out, report, base_url, check=check)


def _build(
    document: Path, out: Path, report: Path | None, base_url: str, *, check: bool = False
) -> None:
    from clausegen.load import load_api
    from clausegen.problems import SpecError
    from clausegen.render.docs.site import options_beside, render_site
    from clausegen.render.docs.verdicts import read_report
    from clausegen.render.output import write_tree

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


def _watch(document: Path, out: Path, report: Path | None, base_url: str) -> None:
    """Builds after each change, until Ctrl-C. A broken document is reported and waited out."""
    seen = -1.0
    click.echo(
        f"Watching {document.parent}. Open {out}/index.html?watch to see each change at once."
    )
    while True:
        newest = _newest(document, out, report)
        if newest != seen:
            seen = newest
            try:
                _build(document, out, report, base_url)
            except click.ClickException as error:
                error.show()
        try:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        except KeyboardInterrupt:
            return


def _newest(document: Path, out: Path, report: Path | None) -> float:
    """When the document or a text beside it changed last. The site itself may lie among them."""
    written = out.resolve()
    found = [
        path
        for path in document.parent.rglob("*")
        if path.suffix in {".yaml", ".yml", ".json", ".md"}
        and written not in path.resolve().parents
    ]
    found += [report] if report else []
    return max((path.stat().st_mtime for path in found if path.is_file()), default=0)
