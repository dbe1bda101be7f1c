"""The way in: a path becomes an Api."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clausegen.document.bundle import Bundle
from clausegen.document.bundle import bundle as make_bundle
from clausegen.document.files import Documents
from clausegen.document.overlay import with_overlays
from clausegen.model import Api
from clausegen.model.build import build
from clausegen.text.problems import Place, Problem, SpecError
from clausegen.words.registry import read

_VERSIONS = ("3.0", "3.1", "3.2")


def load_api(
    path: Path | str, folder: Path | str | None = None, overlays: Sequence[Path | str] = ()
) -> Api:
    """Reads an OpenAPI 3.0, 3.1 or 3.2 document, and applies OpenAPI overlays to it in order.

    Its references may lead to files below `folder`: the document's own folder, unless somebody who
    trusts the document says otherwise. What cannot be read is left out, and is one of
    `Api.problems`. Raises SpecError when nothing can be read.
    """
    return load(path, folder, overlays)[0]


def load(
    path: Path | str, folder: Path | str | None = None, overlays: Sequence[Path | str] = ()
) -> tuple[Api, Bundle]:
    """`load_api`, and the bundle for those who need to know what stands in the files."""
    with _quiet_collector():
        documents = Documents(Path(path), Path(folder) if folder is not None else None)
        _check_version(documents)
        bundle = make_bundle(documents)
        if overlays:
            bundle = with_overlays(bundle, [Path(each) for each in overlays])
        return build(bundle, read), bundle


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Loading only adds values: cyclic garbage collection would walk them all, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _check_version(documents: Documents) -> None:
    root = documents.root
    value = root.value
    if value is None:
        raise _unusable(root.place(""), "the file is empty", "")
    if not isinstance(value, dict):
        raise _unusable(root.place(""), "the document is not a mapping", "")
    if "swagger" in value:
        hint = "Convert it to OpenAPI 3.1 first, for example with swagger2openapi."
        raise _unusable(root.place("/swagger"), "Swagger 2.0 is not supported", hint)
    version = value.get("openapi")
    if version is None:
        raise _unusable(
            root.place(""), "there is no `openapi` version", "Begin with `openapi: 3.1.0`."
        )
    if not str(version).startswith(_VERSIONS):
        raise _unusable(root.place("/openapi"), f"OpenAPI {version!r} is not 3.0, 3.1 or 3.2", "")
    if not any(key in value for key in ("paths", "webhooks", "components")):
        raise _unusable(root.place(""), "there are no `paths`", "")


def _unusable(where: Place, message: str, hint: str) -> SpecError:
    return SpecError([Problem("document", message, where, hint)])
