"""The module of all classes and aliases that were asked for."""

from __future__ import annotations

from clausegen.render.environment import environment
from clausegen.render.python.imports import libraries
from clausegen.render.python.models import Models
from clausegen.render.python.source import docstring


def models_module(models: Models) -> str:
    """Aliases stand before the classes, except those that mention a class."""
    pages = environment("python", filters={"docstring": docstring})
    return pages.get_template("models.py.jinja").render(
        imports=libraries(models.used),
        aliases=[each for each in models.aliases if not each.structs],
        classes=models.classes,
        late=[each for each in models.aliases if each.structs],
    )
