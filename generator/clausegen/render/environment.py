"""The one place that configures Jinja. Python decides; templates loop, test and print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent.parent / "templates"


def environment(
    folder: str, *, filters: Mapping[str, Callable[..., object]] | None = None, html: bool = False
) -> Environment:
    """The templates of one folder below `templates/`. `html` escapes every value that is printed.

    The first line of each template names the model that it receives.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        autoescape=html,  # noqa: S701 - source code is not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters.update(filters or {})
    return made
