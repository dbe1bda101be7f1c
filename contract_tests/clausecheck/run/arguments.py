"""What `clausecheck run` makes of its arguments before pytest sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from clausecheck.http.served import LATE, USUAL, fetched
from clausecheck.http.target import Target, TargetError, load_target
from clausecheck.run.options import OPTIONS, PREFIX

DOCUMENT = f"{PREFIX}document"
NAMES = ("--contract", DOCUMENT, f"{PREFIX}target")
"""With one of them nobody needs to look for a document."""
SUFFIXES = {".json", ".yaml", ".yml"}
SHAPES = {"min-checked": "a share, such as 80%", "seed": "a whole number"}
"""Of values that are not one of a few words."""
FLAGS = {
    *(f"{PREFIX}{name}" for name, each in OPTIONS.items() if each.get("action") == "store_true"),
    *("-v", "-vv", "-q", "-qq", "-x", "-s", "--lf", "--ff", "--co", "--verbose", "--quiet"),
}
"""Options without a value: what follows them may be the document."""


def passed_on(arguments: Sequence[str], folder: Path) -> list[str]:
    """Arguments for pytest: short options by their long names, the document as an option.

    A document that the server gives is put into `folder`. Raises TargetError if it does not.
    """
    given = [_long(each) for each in arguments if each != "--json"]
    _refuse_wrong(given)
    at = next((i for i in range(len(given)) if _is_document(given, i)), None)
    if at is not None:
        document = _found(given, given[at], folder)
        return [*given[:at], f"{DOCUMENT}={document}", *given[at + 1 :]]
    served = _served(given, folder)
    return given if served is None else [*given, f"{DOCUMENT}={served}"]


def document_of(given: Sequence[str], place: str | None, folder: Path) -> Path | None:
    """The document at a place, or to which options lead; None if that is a contract's own.

    Raises TargetError as `passed_on`.
    """
    if place is not None:
        given = [*given, place if documents([place]) else f"--document={place}"]
    named = [*_values(passed_on(given, folder), DOCUMENT)]
    return Path(named[-1]) if named else None


def documents(given: Sequence[str]) -> list[str]:
    """Arguments that name a document by their place alone."""
    return [each for at, each in enumerate(given) if _is_document(given, at)]


def _refuse_wrong(given: Sequence[str]) -> None:
    """Pytest would name options as nobody typed them."""
    for name, each in OPTIONS.items():
        wanted = each.get("type") or each.get("choices")
        if given and given[-1] == f"{PREFIX}{name}" and given[-1] not in FLAGS:
            raise TargetError(f"--{name}: a value is missing")
        for value in _values(given, f"{PREFIX}{name}") if wanted else ():
            if not _fits(value, wanted):
                how = SHAPES.get(name) or " or ".join(each["choices"])
                raise TargetError(f"--{name} {value}: write {how}")


def _fits(value: str, wanted: Any) -> bool:
    if not callable(wanted):
        return value in wanted
    try:
        wanted(value)
    except ValueError:
        return False
    return True


def _long(argument: str) -> str:
    name, sign, value = argument.partition("=")
    is_ours = name.removeprefix("--") in OPTIONS and name.startswith("--")
    return f"{PREFIX}{name[2:]}{sign}{value}" if is_ours else argument


def _is_document(given: Sequence[str], at: int) -> bool:
    each, before = given[at], given[at - 1] if at else ""
    is_value = before.startswith("-") and "=" not in before and before not in FLAGS
    if each.startswith("-") or is_value:
        return False
    return each.startswith(("http://", "https://", "/")) or Path(each).suffix in SUFFIXES


def _found(given: Sequence[str], place: str, folder: Path) -> Path:
    is_url = place.startswith(("http://", "https://"))
    if not is_url and (not place.startswith("/") or Path(place).exists()):
        return Path(place)
    target = _target(given)
    if is_url:
        return fetched(place, folder, target)
    return Path(place) if target is None else fetched(_origin(target) + place, folder, target)


def _served(given: Sequence[str], folder: Path) -> Path | None:
    """The document of a server of this machine, where nobody named one and none lies here."""
    named = any(each.partition("=")[0] in NAMES for each in given)
    lies_here = any(Path().glob("contract.toml")) or any(Path().glob("openapi.*"))
    base_url = next(_values(given, "--base-url"), None)
    if named or lies_here or base_url is None or not Target(base_url=base_url).is_loopback:
        return None
    target = _target(given)
    assert target is not None
    try:
        return fetched(_origin(target) + USUAL, folder, target)
    except TargetError as error:
        if LATE in str(error):
            raise
        return None  # what to give is said where it is needed


def _target(given: Sequence[str]) -> Target | None:
    """Whom the options name, and who calls there; None where they name nobody."""
    base_url = next(_values(given, "--base-url"), None)
    told = next(_values(given, f"{PREFIX}target"), OPTIONS["target"]["default"])
    file = Path(told) if told else None
    if file is None and base_url is None:
        return None
    if file is None and Path("target.toml").exists():
        file = Path("target.toml")
    return load_target(
        file,
        base_url=base_url,
        settings=[*_values(given, f"{PREFIX}target-set")],
        headers=[*_values(given, f"{PREFIX}header")],
    )


def _values(given: Sequence[str], option: str) -> Iterator[str]:
    for at, each in enumerate(given):
        name, sign, value = each.partition("=")
        if name == option and (sign or at + 1 < len(given)):
            yield value if sign else given[at + 1]


def _origin(target: Target) -> str:
    parts = urlsplit(target.base_url)
    return f"{parts.scheme}://{parts.netloc}"
