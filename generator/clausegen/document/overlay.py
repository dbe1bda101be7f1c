"""OpenAPI Overlay 1.x: changes to a document that stand in a file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clausegen.document.bundle import Bundle, bundle
from clausegen.document.files import Documents, Source
from clausegen.document.overlaid import Incompatible, Location, Origin, Overlaid
from clausegen.text.problems import Place, Problem, SpecError

_ACTIONS = ("remove", "copy", "update")


def with_overlays(made: Bundle, overlays: Sequence[Path]) -> Bundle:
    """The bundle as the overlays' actions leave it, one after the other.

    Targets are sought in the bundle, so that one written for a document of one file also fits the
    same document in many. Raises SpecError for a file that is no overlay; actions that change
    nothing, or cannot be done, are among the bundle's problems.
    """
    root = made.documents.root
    tree = Overlaid(root.file, root.path, made.value, made.place)
    problems: list[Problem] = []
    for path in overlays:
        problems += _apply(Documents(path).root, tree)
    again = bundle(made.documents.overlaid(tree))
    again.misplaced = list(dict.fromkeys((*made.misplaced, *again.misplaced)))
    again.problems = tuple(dict.fromkeys((*made.problems, *problems, *again.problems)))
    return again


def _apply(overlay: Source, tree: Overlaid) -> Iterator[Problem]:
    actions = _actions(overlay)
    yield from _meant_for_another(overlay, tree)
    for index, action in enumerate(actions):
        at = f"/actions/{index}"
        if not isinstance(action, dict) or not isinstance(action.get("target"), str):
            yield _problem("an action needs a `target`, a JSONPath", overlay.place(at))
        elif not any(key in action for key in _ACTIONS):
            yield _problem("an action is one of update, remove and copy", overlay.place(at))
        else:
            yield from _act(action, overlay, at, tree)


def _actions(overlay: Source) -> list[Any]:
    value = overlay.value
    if not isinstance(value, dict) or "overlay" not in value:
        raise SpecError([_problem("this is no OpenAPI overlay", overlay.place(""), _BEGIN)])
    if not str(value["overlay"]).startswith("1."):
        message = f"Overlay {value['overlay']!r} is not 1.x"
        raise SpecError([_problem(message, overlay.place("/overlay"))])
    actions = value.get("actions")
    if not isinstance(actions, list):
        raise SpecError([_problem("an overlay needs a list of `actions`", overlay.place(""))])
    return actions


def _meant_for_another(overlay: Source, tree: Overlaid) -> Iterator[Problem]:
    extends = overlay.value.get("extends")
    if not isinstance(extends, str) or ":" in extends:
        return
    if (overlay.path.parent / extends).resolve() != tree.path:
        message = f"the overlay is for {extends}, not for {tree.file}"
        yield _problem(message, overlay.place("/extends"))


def _act(action: dict[str, Any], overlay: Source, at: str, tree: Overlaid) -> Iterator[Problem]:
    try:
        found = _find(action["target"], tree)
    except ValueError as error:
        yield _problem(str(error), overlay.place(f"{at}/target"))
        return
    if not found:
        message = f"{action['target']} matches nothing in the document"
        yield _problem(message, overlay.place(f"{at}/target"), "Correct the target, or drop it.")
    if action.get("remove") is True:
        yield from _remove(found, overlay.place(at), tree)
        return
    value = action.get("update")
    origin: Origin = overlay.place, f"{at}/update"
    if isinstance(action.get("copy"), str):
        source = _find(action["copy"], tree)
        if len(source) != 1:
            message = f"{action['copy']} matches {len(source)} places, and one is copied"
            yield _problem(message, overlay.place(f"{at}/copy"))
            return
        value, origin = tree.get(source[0]), tree.origin(source[0])
    for location in found:
        try:
            tree.update(location, value, origin)
        except Incompatible as error:
            yield _problem(str(error), overlay.place(at))


def _remove(found: list[Location], where: Place, tree: Overlaid) -> Iterator[Problem]:
    """From the end, so that indices stay right; what is inside of others goes first."""
    for location in reversed(found):
        if location:
            tree.remove(location)
        else:
            yield _problem("the whole document cannot be removed", where)


def _find(query: str, tree: Overlaid) -> list[Location]:
    """Raises ValueError for what is no JSONPath (RFC 9535)."""
    import jsonpath

    environment = jsonpath.JSONPathEnvironment(strict=True)
    try:
        return [tuple(match.parts) for match in environment.finditer(query, tree.value)]
    except jsonpath.JSONPathError as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{query} is no JSONPath: {reason}") from None


def _problem(message: str, where: Place, hint: str = "") -> Problem:
    return Problem("overlay", message, where, hint)


_BEGIN = "Begin with `overlay: 1.1.0`, `info` and `actions`."
