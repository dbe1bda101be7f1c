"""Objects that keep the attributes which their class does not name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

import msgspec

ADDITIONAL = "(additional)"
"""A name that JSON hardly has: what stands there belongs to the object around it."""

DecHook = Callable[[Any, Any], Any]


class OpenStruct(msgspec.Struct, kw_only=True, omit_defaults=True, repr_omit_defaults=True):
    """What its class does not name is kept in `additional`, and sent along with the rest."""

    additional: dict[str, Any] = msgspec.field(default_factory=dict, name=ADDITIONAL)


def from_json(content: bytes, kind: Any, dec_hook: DecHook | None = None) -> Any:
    """JSON as a type. In JSON 2.0 is an integer too, which only a second look finds out."""
    try:
        if not _has_classes():
            return msgspec.json.decode(content, type=kind, dec_hook=dec_hook)
        return converted(msgspec.json.decode(content), kind, dec_hook=dec_hook)
    except msgspec.ValidationError:
        return converted(whole(msgspec.json.decode(content)), kind, dec_hook=dec_hook)


def to_json(value: Any) -> bytes:
    """The opposite of `from_json`."""
    return msgspec.json.encode(plain(value) if _has_classes() else value)


def converted(raw: Any, kind: Any, *, strict: bool = True, dec_hook: DecHook | None = None) -> Any:
    """Plain values as a type."""
    value = msgspec.convert(raw, kind, strict=strict, dec_hook=dec_hook)
    if _has_classes():
        _keep(value, raw, strict, dec_hook)
    return value


def plain(value: Any, **options: Any) -> Any:
    """The opposite of `converted`."""
    built = msgspec.to_builtins(value, **options)
    return _lifted(built) if _has_classes() else built


def _has_classes() -> bool:
    """Without classes that keep anything, msgspec does it all, and faster."""
    return bool(OpenStruct.__subclasses__())


def _keep(value: Any, raw: Any, strict: bool, dec_hook: DecHook | None) -> None:  # noqa: FBT001 - as given
    """Give every object inside the value what its class did not take."""
    if isinstance(value, msgspec.Struct):
        names, inner, kind = _shape(type(value))
        if isinstance(value, OpenStruct) and not raw.keys() <= names:
            rest = {name: raw[name] for name in raw if name not in names}
            value.additional = converted(rest, kind, strict=strict, dec_hook=dec_hook)
        for attribute, name in inner:
            if raw.get(name) is not None:
                _keep(getattr(value, attribute), raw[name], strict, dec_hook)
    elif isinstance(value, list) and value is not raw:
        for item, plain_item in zip(value, raw, strict=True):
            _keep(item, plain_item, strict, dec_hook)
    elif isinstance(value, dict) and value is not raw:
        for name, item in value.items():
            _keep(item, raw[name], strict, dec_hook)


@cache
def _shape(kind: type[msgspec.Struct]) -> tuple[frozenset[str], tuple[tuple[str, str], ...], Any]:
    """The names of a class in JSON, its attributes by name, and the type of additional ones."""
    pairs = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    named = tuple((attribute, name) for attribute, name in pairs if name != ADDITIONAL)
    tag = kind.__struct_config__.tag_field
    names = frozenset(name for _, name in named) | ({tag} if tag else set())
    hints = get_type_hints(kind, include_extras=True)
    return names, named, hints.get("additional")


def _lifted(value: Any) -> Any:
    if isinstance(value, list):
        return [_lifted(item) for item in value]
    if not isinstance(value, dict):
        return value
    lifted = {name: _lifted(item) for name, item in value.items()}
    additional = lifted.get(ADDITIONAL)
    if isinstance(additional, dict):
        del lifted[ADDITIONAL]
        return {**additional, **lifted}
    return lifted


def whole(value: Any) -> Any:
    """The value with integers where JSON has numbers like 2.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {name: whole(item) for name, item in value.items()}
    return value
