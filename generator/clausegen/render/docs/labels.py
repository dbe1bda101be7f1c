"""The labels of the pages, in another language: headings, buttons, verdicts, short facts.

What a template or script says stands there in English; a file of labels tells each in other words.
Sentences that are made of the document, such as those of clauses, stay as they are.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from markupsafe import escape

from clausegen.command_line import UnusableError
from clausegen.render.environment import TEMPLATES

_SAID = re.compile(r"\b(?:t|say)\(\s*\"([^\"]+)\"")
_PLACE = re.compile(r"\{(\w+)\}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
OF_PAGES = (
    *("Start", "Getting started", "The contract", "What this implementation keeps", "Changes"),
    *("Reference", "Schemas", "Webhooks", "Statuses", "Lists", "Input", "Effects", "Rules"),
    *("Breaking for clients", "Breaking for servers", "Safe", "added", "removed", "changed"),
    *("A first request", "Authentication", "Pagination", "Ordering", "Filters"),
    "Status codes and errors",
)
OF_OPERATIONS = (
    *("Who may call", "Path parameters", "Query parameters", "Headers", "Query string", "Cookies"),
    *("Body", "Responses", "Callbacks", "Clauses", "Attributes", "Used by"),
    "Response",
    *("Authenticate with", "or with", "together with", "with scope", "1 operation"),
    *("Anyone, without credentials.", "Credentials may be left out.", "{count} operations"),
)
OF_VALUES = (
    *("Attributes of each item", "Alternatives", "Alternatives of each item", "Items", "Each item"),
    *("Exactly one of", "Any of", "required", "optional", "always", "read-only", "write-only"),
    *("deprecated", "immutable", "default", "one of", "not empty", "no item twice", "matches"),
    "for example",
)
OF_VERDICTS = ("kept", "broken", "not checked", "waived")
OF_SEARCH = (
    *("page", "section", "operation", "schema", "attribute", "parameter", "status", "clause"),
)
CHOSEN = (*OF_PAGES, *OF_OPERATIONS, *OF_VALUES, *OF_VERDICTS, *OF_SEARCH)
"""Labels that Python chooses among; the others stand in templates and scripts."""


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    language: str = "en"
    """Of the pages, as HTML's `lang` has it."""
    told: Mapping[str, str] = {}
    """The English label -> that of the language."""

    def __call__(self, text: str, **values: object) -> str:
        """The label, with `{name}` filled; in HTML, where what is filled in is escaped."""
        found = self.told.get(text, text)
        return escape(found).format(**values) if values else found

    @property
    def scripts(self) -> str:
        """What scripts say, as JSON; empty in English."""
        used = {text: self.told[text] for text in scripts() if text in self.told}
        return json.dumps(used, ensure_ascii=False) if used else ""


ENGLISH = Labels()


def known() -> tuple[str, ...]:
    """Every label, each once: of templates, in their order, of scripts, and the CHOSEN ones."""
    templates = sorted((TEMPLATES / "docs").glob("*.html.jinja"))
    said = (text for path in templates for text in _said(path))
    return tuple(dict.fromkeys([*said, *scripts(), *CHOSEN]))


def scripts() -> tuple[str, ...]:
    """Labels that scripts say. The kinds of what is found are said by the search's."""
    found = sorted((TEMPLATES / "docs" / "assets").glob("*.js"))
    return tuple(dict.fromkeys([*(text for path in found for text in _said(path)), *OF_SEARCH]))


def _said(path: Path) -> Iterator[str]:
    return iter(_SAID.findall(path.read_text(encoding="utf-8")))


def as_toml() -> str:
    """A file to translate: every label as itself."""
    lines = [f"{json.dumps(text)} = {json.dumps(text)}" for text in known()]
    return "\n".join(['language = "en"', "", "[labels]", *lines]) + "\n"


def read_labels(path: Path) -> Labels:
    """Labels that the file leaves out stay English. Raises UnusableError."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnusableError(f"{path}: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableError(f"{path} is no TOML: {error}.") from None
    language, told = found.get("language", "en"), found.get("labels", {})
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise UnusableError(f"{path}: language is a tag such as fi or pt-BR.")
    if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
        raise UnusableError(f"{path}: [labels] has an English label and its text in each line.")
    wrong = next(_wrong(told), None)
    if wrong is not None:
        raise UnusableError(f"{path}: {wrong}")
    return Labels(language=language, told=told)


def _wrong(told: Mapping[str, str]) -> Iterator[str]:
    everything = known()
    for text, other in told.items():
        if text not in everything:
            close = difflib.get_close_matches(text, everything, 1)
            hint = f'did you mean "{close[0]}"?' if close else "--print-labels lists all."
            yield f'there is no label "{text}": {hint}'
        elif not {*_PLACE.findall(other)} <= {*_PLACE.findall(text)} or _braces(other):
            yield f'"{text}": only what its braces hold can be filled in, not that of "{other}".'


def _braces(text: str) -> bool:
    return bool(set("{}") & set(_PLACE.sub("", text)))
