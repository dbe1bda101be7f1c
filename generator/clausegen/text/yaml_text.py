"""YAML text -> JSON values with positions, from the C parser's events and without recursion."""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from clausegen.text.positions import Starts
from clausegen.text.text_error import MAX_ALIASED, MAX_DEPTH, TextError

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_NO_KEY = object()
_MERGE = object()
"""The key of `<<: *anchor`."""

# YAML 1.2's core schema. Only a scalar that begins like one of these needs a closer look.
_SPECIAL = frozenset("-+.0123456789nNtTfF~")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NO_NUMBER = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


def parse(text: str) -> tuple[Any, Starts]:
    """Raises TextError."""
    parser = _Parser(text)
    try:
        return _Reader().read(parser)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(part for part in (error.context, error.problem) if part)
        raise TextError("syntax", message, mark.index if mark else 0) from None
    except yaml.reader.ReaderError as error:
        raise TextError("syntax", f"the text holds {error.reason}", _offset(text)) from None
    finally:
        parser.dispose()


def _offset(text: str) -> int:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return found.start() if found else 0


class _Frame:
    """A mapping or sequence that is being read."""

    __slots__ = ("anchor", "at", "before", "height", "key", "key_at", "merges", "starts", "value")

    def __init__(
        self, value: Any, starts: dict[Any, int], anchor: str | None, before: int, at: int
    ) -> None:
        self.value = value
        self.starts = starts
        self.anchor = anchor
        self.before = before
        self.at = at
        self.height = 1
        self.key: Any = _NO_KEY
        self.key_at = 0
        self.merges: list[Any] = []


class _Anchor:
    __slots__ = ("height", "size", "value")

    def __init__(self, value: Any, size: int, height: int) -> None:
        self.value = value
        self.size = size
        self.height = height


class _Reader:
    def __init__(self) -> None:
        self.starts: Starts = {}
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchor] = {}
        self.open_anchors: set[str] = set()
        self.count = 0
        self.aliased = 0
        self.documents = 0
        self.root: Any = None
        self.duplicates: list[tuple[str, int]] = []

    def read(self, parser: Any) -> tuple[Any, Starts]:
        handlers = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.enter,
            yaml.SequenceStartEvent: self.enter,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        event = parser.get_event()
        while type(event) is not yaml.StreamEndEvent:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
            event = parser.get_event()
        if self.duplicates:
            raise TextError.duplicates(self.duplicates)
        return self.root, self.starts

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise TextError(
                "syntax", "the file holds more than one document", event.start_mark.index
            )

    def scalar(self, event: Any) -> None:
        at = event.start_mark.index
        if self.stack and self.stack[-1].key is _NO_KEY and isinstance(self.stack[-1].value, dict):
            self.key(self.stack[-1], event, at)
            return
        value = _scalar(event, at)
        self.count += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, 1, 0)
        self.add(value, at, 0)

    def key(self, frame: _Frame, event: Any, at: int) -> None:
        name = event.value
        if name == "<<" and event.implicit[0]:
            name = _MERGE
        elif name in frame.value:
            self.duplicates.append((name, at))
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(name, 1, 0)
        frame.key, frame.key_at = name, at

    def enter(self, event: Any) -> None:
        at = event.start_mark.index
        mapping = type(event) is yaml.MappingStartEvent
        if event.tag not in (None, "!", f"{_TAG}{'map' if mapping else 'seq'}"):
            raise TextError("tag", f"the tag {event.tag!r} is not JSON", at)
        frame = self.stack[-1] if self.stack else None
        if frame and frame.key is _NO_KEY and isinstance(frame.value, dict):
            raise TextError("syntax", "a key must be a single word, not a mapping or list", at)
        if len(self.stack) >= MAX_DEPTH:
            raise TextError.too_deep(at)
        if event.anchor is not None:
            self.open_anchors.add(event.anchor)
            self.anchors.pop(event.anchor, None)
        value: Any = {} if mapping else []
        starts: dict[Any, int] = {}
        self.starts[id(value)] = starts
        self.stack.append(_Frame(value, starts, event.anchor, self.count, at))
        self.count += 1

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        for merged in frame.merges:
            self.merge(frame, merged, event)
        if frame.anchor is not None:
            self.open_anchors.discard(frame.anchor)
            size = self.count - frame.before
            self.anchors[frame.anchor] = _Anchor(frame.value, size, frame.height)
        self.add(frame.value, frame.at, frame.height)

    def alias(self, event: Any) -> None:
        at = event.start_mark.index
        if event.anchor in self.open_anchors:
            raise TextError("alias", f"the alias *{event.anchor} stands inside its own anchor", at)
        anchor = self.anchors.get(event.anchor)
        if anchor is None:
            raise TextError("alias", f"the alias *{event.anchor} has no anchor before it", at)
        frame = self.stack[-1] if self.stack else None
        if frame and frame.key is _NO_KEY and isinstance(frame.value, dict):
            raise TextError("alias", "an alias cannot be a key here", at)
        self.count += anchor.size
        self.aliased += anchor.size
        if self.aliased > MAX_ALIASED:
            raise TextError("size", f"aliases repeat more than {MAX_ALIASED:,} values", at)
        if len(self.stack) + anchor.height > MAX_DEPTH:
            raise TextError.too_deep(at)
        self.add(anchor.value, at, anchor.height)

    def add(self, value: Any, at: int, height: int) -> None:
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        frame.height = max(frame.height, height + 1)
        if isinstance(frame.value, list):
            frame.starts[len(frame.value)] = at
            frame.value.append(value)
            return
        name, frame.key = frame.key, _NO_KEY
        if name is _MERGE:
            frame.merges.append(value)
            return
        frame.value[name] = value
        frame.starts[name] = frame.key_at

    def merge(self, frame: _Frame, merged: Any, event: Any) -> None:
        """`<<: *anchor` (YAML 1.1, still common): the mapping's own keys win."""
        sources = merged if isinstance(merged, list) else [merged]
        if not all(isinstance(source, dict) for source in sources):
            at = event.start_mark.index
            raise TextError("alias", "`<<` merges mappings only", at)
        for source in sources:
            starts = self.starts[id(source)]
            for name, value in source.items():
                if name not in frame.value:
                    frame.value[name] = value
                    frame.starts[name] = starts[name]


def _scalar(event: Any, at: int) -> Any:
    text: str = event.value
    tag = event.tag
    if tag is None:
        if not event.implicit[0] or (text and text[0] not in _SPECIAL):
            return text
        return _plain(text, at)
    if tag in ("!", f"{_TAG}str"):
        return text
    value = _plain(text, at)
    wanted = {f"{_TAG}int": int, f"{_TAG}float": float, f"{_TAG}bool": bool}
    if tag == f"{_TAG}null" and value is None:
        return None
    if tag == f"{_TAG}float" and type(value) is int:
        return float(value)
    if tag not in wanted or type(value) is not wanted[tag]:
        raise TextError("tag", f"the tag {tag!r} does not fit {text!r}", at)
    return value


def _plain(text: str, at: int) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    try:
        if _INT.match(text):
            return int(text)
        if _OCTAL.match(text) or _HEX.match(text):
            return int(text, 0)
    except ValueError:
        raise TextError("number", f"a number of {len(text):,} digits", at) from None
    if _NO_NUMBER.match(text):
        raise TextError("number", f"{text} is no JSON number", at)
    if not _FLOAT.match(text):
        return text
    number = float(text)
    if math.isinf(number):
        raise TextError("number", f"{text[:20]} is too large for a JSON number", at)
    return number
