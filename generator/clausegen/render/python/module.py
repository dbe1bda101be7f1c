"""The modules of every Python package: the models, and what is copied as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from clausegen.render.environment import environment
from clausegen.render.python.imports import libraries, runtime
from clausegen.render.python.models import Models
from clausegen.render.python.source import docstring

NOQA = re.compile(rb"  # noqa[^\n]*")
RUNTIME = Path(__file__).with_name("runtime")


def runtime_modules(*names: str) -> dict[str, bytes]:
    """Modules that are the same in every package, whatever its document says."""
    return {f"{name.removeprefix('only_')}.py": runtime_module(name) for name in names}


def runtime_module(name: str) -> bytes:
    """The code of one of them, without the remarks to our own linter."""
    return NOQA.sub(b"", (RUNTIME / f"{name}.py").read_bytes())


def models_module(models: Models) -> str:
    """Aliases stand before the classes, except those that mention a class."""
    pages = environment("python", filters={"docstring": docstring})
    return pages.get_template("models.py.jinja").render(
        imports=[*libraries(models.used), *filter(None, ["\n".join(runtime(models.used, "."))])],
        aliases=[each for each in models.aliases if not each.structs],
        classes=models.classes,
        late=[each for each in models.aliases if each.structs],
    )
