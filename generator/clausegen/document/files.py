"""Opens the files of a document: never outside its folder, never the network.

No other module reads them.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urldefrag, urljoin

from clausegen.document.resources import WORDS, Resources
from clausegen.text import json_text, yaml_text
from clausegen.text.positions import Lines, Starts, escape, pointers, split, step
from clausegen.text.problems import Place, Problem, SpecError
from clausegen.text.text_error import TextError

MAX_BYTES = 64 * 1024 * 1024
MAX_FILES = 5_000
_NETWORK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
"""A scheme (also `file:` and a drive letter) or a host."""


class Source(Protocol):
    """Something that was written down: a file, or a file as overlays leave it."""

    file: str
    path: Path
    value: Any

    def place(self, pointer: str) -> Place: ...

    def place_in(self, node: Any, key: str) -> Place: ...

    def mentions(self, word: str) -> bool: ...


class Document:
    """One parsed file. `file` is its name as the user would write it; `value` is never changed."""

    def __init__(self, file: str, path: Path) -> None:
        self.file = file
        self.path = path
        self._text = _read(file, path)
        self._lines: Lines | None = None
        self._starts: Starts | None = None
        self._pointers: dict[int, str] | None = None
        try:
            self.value = self._parse()
        except TextError as error:
            raise SpecError([self._problem(*finding) for finding in error.findings]) from None

    def _parse(self) -> Any:
        if self.path.suffix.lower() == ".json" or self._text.lstrip()[:1] == "{":
            try:
                return json_text.parse(self._text)
            except TextError as error:
                code = error.findings[0][0]
                if code != "syntax" or self.path.suffix.lower() == ".json":
                    raise
        value, self._starts = yaml_text.parse(self._text)
        return value

    def _problem(self, code: str, message: str, offset: int) -> Problem:
        return Problem(code, message, self._at(offset), _HINTS.get(code, ""))

    def _at(self, offset: int, pointer: str = "") -> Place:
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines.place(self.file, offset, pointer)

    @property
    def starts(self) -> Starts:
        if self._starts is None:
            self._starts = json_text.positions(self._text, self.value)
        return self._starts

    def mentions(self, word: str) -> bool:
        """Whether a key may be this word."""
        return word in self._text

    def place(self, pointer: str) -> Place:
        """Where a value stands; for a pointer that leads nowhere, the last thing on its way."""
        value, offset = self.value, 0
        for token in split(pointer):
            key: Any = int(token) if isinstance(value, list) and token.isdecimal() else token
            found = self.starts.get(id(value), {}).get(key)
            if found is None:
                break
            value, offset = value[key], found
        return self._at(offset, pointer)

    def place_in(self, node: Any, key: str) -> Place:
        """Where an entry of one of this file's own mappings stands."""
        if self._pointers is None:
            self._pointers = pointers(self.value)
        pointer = f"{self._pointers.get(id(node), '')}/{escape(key)}"
        return self._at(self.starts.get(id(node), {}).get(key, 0), pointer)


_HINTS = {
    "duplicate_key": "Keep one of them: the others would be dropped in silence.",
    "tag": "Only strings, numbers, booleans, null, lists and mappings can be used.",
    "number": "Quote it, if a string is meant.",
    "syntax": "The file must be YAML or JSON.",
}


def _read(file: str, path: Path) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(file, "is not a regular file")
        if status.st_size > MAX_BYTES:
            raise _unreadable(file, f"is larger than {MAX_BYTES // 1024 // 1024} MB")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(file, f"cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise _unreadable(file, f"is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SpecError(
            [Problem("encoding", "the file is not UTF-8", Place(file, line), "Save it as UTF-8.")]
        ) from None


def _unreadable(file: str, what: str) -> SpecError:
    return SpecError([Problem("file", f"the file {what}", Place(file, 1))])


class Documents:
    """Every file that a document is made of, each read once.

    Files are found below `folder` only, links resolved; by default it is the document's own.
    """

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        self._beside = path.parent
        try:
            real = path.resolve()
        except (OSError, ValueError, RuntimeError):
            raise _unreadable(str(path), "has no usable name") from None
        self.folder = (folder or real.parent).resolve()
        self.root: Source = Document(str(_from_here(path)), real)
        self._known: dict[Path, Source] = {real: self.root}
        self._resources: dict[Path, Resources | None] = {}

    def __iter__(self) -> Iterator[Source]:
        return iter(self._known.values())

    def opened(self, path: Path) -> Source:
        """A file that has been read before."""
        return self._known[path]

    def overlaid(self, root: Source) -> Documents:
        """The same with another root. What the old one referred to is a part of it."""
        made = copy(self)
        made.root = root
        made._known = {root.path: root}  # noqa: SLF001 - its own class
        made._resources = {}  # noqa: SLF001
        return made

    def reference(self, text: str, origin: Source, node: Any = None) -> tuple[Source, str]:
        """The file and pointer that the `$ref` of a node in `origin` names.

        Raises LookupError: the reason.
        """
        address, _, fragment = text.partition("#")
        path, pointer = unquote(address), unquote(fragment)
        source, resource = self._addressed(path, origin, node)
        if pointer and not pointer.startswith("/"):
            return source, self._anchor(pointer, source, resource)
        if resource and not path and pointer and not _stands(source.value, resource + pointer):
            return source, pointer  # strictly wrong, and what authors mean
        return source, resource + pointer

    def _addressed(self, path: str, origin: Source, node: Any) -> tuple[Source, str]:
        """A file or a schema with $id, known by its resource."""
        names = self.resources(origin)
        here = names.of(node) if names else ""
        if not path:
            return origin, here
        wanted = urldefrag(urljoin(names.bases[here] if names else "", path)).url
        for source in self._known.values():
            others = self.resources(source)
            if others and wanted in others.ids:
                return source, others.ids[wanted]
        if _NETWORK.match(path):
            raise LookupError("addresses are not followed, only files beside the document are read")
        return self._open(path, origin), ""

    def _anchor(self, name: str, source: Source, resource: str) -> str:
        names = self.resources(source)
        found = names.anchors.get((resource, name)) if names else None
        if found is None:
            raise LookupError(
                "what follows # must be an anchor, or a JSON pointer such as"
                " #/components/schemas/Book"
            )
        return found

    def resources(self, source: Source) -> Resources | None:
        """None, at no cost, for the many documents that name no part of themselves."""
        if source.path not in self._resources:
            named = any(map(source.mentions, WORDS))
            self._resources[source.path] = Resources(source.value) if named else None
        return self._resources[source.path]

    def _open(self, name: str, origin: Source) -> Source:
        try:
            real = (origin.path.parent / name).resolve()
            inside = real.is_relative_to(self.folder)
            exists = inside and real.is_file()
        except (OSError, ValueError, RuntimeError):
            raise LookupError("it is no file name") from None
        if not inside:
            raise LookupError("it lies outside the document's folder")
        if real in self._known:
            return self._known[real]
        if not exists:
            raise LookupError("there is no such file")
        if len(self._known) >= MAX_FILES:
            raise LookupError(f"the document is made of more than {MAX_FILES:,} files")
        self._known[real] = document = Document(self._shown(real), real)
        return document

    def _shown(self, real: Path) -> str:
        """The file as seen from where the user stands."""
        beside = self.root.path.parent
        if real.is_relative_to(beside):
            return str(_from_here(self._beside) / real.relative_to(beside))
        return str(_from_here(real))


def _stands(value: Any, pointer: str) -> bool:
    try:
        for token in split(pointer):
            value = step(value, token)
    except LookupError:
        return False
    return True


def _from_here(path: Path) -> Path:
    """Relative to the working folder, when the file is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
