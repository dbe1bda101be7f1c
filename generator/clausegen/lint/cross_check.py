"""openapi-spec-validator's findings, each at its line: a second opinion, when asked for.

It takes a minute where `structure` takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.text.positions import escape
from clausegen.text.problems import Problem

_LONGEST = 300
_LOCATED = ("schema", "operation", "parameters", "tags")


def check(subject: Subject) -> Iterator[Problem]:
    for error in _errors(_validator(subject.api.openapi)(subject.bundle.value)):
        cause = _cause(error)
        path = getattr(cause, "found_at", cause.absolute_path)
        pointer = "".join(f"/{escape(token)}" for token in path)
        message = cause.message.partition("\n")[0]
        if message.endswith("is not a 'regex'"):  # `pattern` finds them all
            continue
        yield Problem("cross_check", _short(message), subject.api.place(pointer))


def _errors(validator: Any) -> Iterator[Any]:
    """First the meta-schema's; the rest of the library expects a document that keeps it."""
    from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

    broken = False
    for error in validator.schema_validator.iter_errors(validator.schema):
        broken = True
        yield error
    try:
        yield from validator.root_validator(validator.schema_path)
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, the document is the cause
        if not broken:
            what = f"{type(error).__name__}: {error}"
            yield OpenAPIValidationError(
                f"openapi-spec-validator stops at this document with {what}"
            )


def _validator(version: str) -> Any:
    """The library's validator, with places for the findings that it reports without."""
    import openapi_spec_validator as library

    plain: Any = getattr(library, f"OpenAPIV{version[:3].replace('.', '')}SpecValidator")
    known = plain.keyword_validators
    # Defaults are the rule `examples`' own, which knows the line.
    changes = {"default": _silent(known["default"])}
    changes |= {keyword: _located(known[keyword]) for keyword in _LOCATED}
    return type("Validator", (plain,), {"keyword_validators": {**known, **changes}})


def _silent(keyword: Any) -> Any:
    return type("Silent", (keyword,), {"__call__": lambda _self, *_: iter(())})


def _located(keyword: Any) -> Any:
    """The same checks; each finding says where it was made."""

    def __call__(self: Any, *args: Any, **options: Any) -> Iterator[Any]:  # noqa: N807 - it is one
        for error in keyword.__call__(self, *args, **options):
            if not hasattr(error, "found_at"):
                place = next(each for each in args if hasattr(each, "parts"))
                error.found_at = [*place.parts, *error.absolute_path]
            yield error

    return type("Located", (keyword,), {"__call__": __call__})


def _cause(error: Any) -> Any:
    """Of a value that fits no alternative: what is wrong in the alternative that gets furthest."""
    while error.context:
        deepest = max(error.context, key=lambda each: len(each.absolute_path))
        if len(deepest.absolute_path) == len(error.absolute_path):
            break
        error = deepest
    return error


def _short(message: str) -> str:
    """Messages may quote whole objects: their end says what is wrong."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST // 3]} ... {message[-_LONGEST // 3 :]}"
