"""Words that a document seems to mean: one kind of evidence a module, `propose(api)`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from clausegen.document.serialise import as_yaml
from clausegen.model import Api
from clausegen.suggest.suggestion import Suggestion
from clausegen.text.positions import split
from clausegen.words.word import KEY

LIKELY = 0.9


def suggestions(api: Api, least: float = LIKELY) -> tuple[Suggestion, ...]:
    """At least so likely, one a word and place; nothing that the document says already."""
    return tuple(each for each in settled(api, proposed(api)) if each.confidence >= least)


def proposed(api: Api) -> tuple[Suggestion, ...]:
    """All that anything speaks for, several for what operations share."""
    return tuple(each for each in _proposed(api) if not _is_said(api, each))


def settled(api: Api, found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """One a word and place, if all who share it agree; what a server contradicted is as it was."""
    places: dict[tuple[str, str], list[Suggestion]] = {}
    for each in found:
        places.setdefault((each.word, each.pointer), []).append(each)
    uses = Counter(each.pointer for one in api.operations for each in one.parameters)
    return tuple(
        min(known, key=_rank)
        for (_, pointer), known in places.items()
        if _agree(known, uses[pointer]) or any(each.is_contradicted for each in known)
    )


def _rank(suggestion: Suggestion) -> tuple[bool, bool]:
    """What a server said against a word counts most, then what it said for it."""
    return not suggestion.is_contradicted, not suggestion.showed


def _agree(known: list[Suggestion], uses: int) -> bool:
    """What several operations share means the same for all of them, or nothing."""
    return len(known) >= uses and all(each.value == known[0].value for each in known)


def _proposed(api: Api) -> Iterator[Suggestion]:
    for module in iter_modules(__path__):
        propose: Callable[[Api], Iterator[Suggestion]] | None = getattr(
            import_module(f"{__name__}.{module.name}"), "propose", None
        )
        if propose is not None:
            yield from propose(api)


def _is_said(api: Api, suggestion: Suggestion) -> bool:
    node: Any = api.bundle
    for token in split(suggestion.pointer):
        node = node[int(token)] if isinstance(node, list) else node.get(token, {})
    return isinstance(node, dict) and suggestion.word in node.get(KEY, {})


def overlay(api: Api, found: tuple[Suggestion, ...]) -> str:
    """An OpenAPI overlay that says all of it; why, and how likely, stands beside each."""
    return as_yaml(
        {
            "overlay": "1.0.0",
            "info": {"title": f"Words suggested for {api.info.title}", "version": "1"},
            "actions": [
                {
                    "target": _target(each.pointer),
                    "description": f"{each.at}, {each.confidence:.2f}: {each.speaks}",
                    "update": {KEY: {each.word: each.value}},
                }
                for each in found
            ],
        }
    )


def _target(pointer: str) -> str:
    """A JSON pointer as a JSONPath."""
    return "$" + "".join(
        f"[{each}]" if each.isdigit() and "parameters" in pointer else f"['{_quoted(each)}']"
        for each in split(pointer)
    )


def _quoted(token: str) -> str:
    return token.replace("\\", "\\\\").replace("'", "\\'")
