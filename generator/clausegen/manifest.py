"""contract.toml: the document of an API, and what else belongs to its contract.

    document  = "openapi.yaml"
    overlays  = ["words.yaml"]      # OpenAPI overlays, in their order
    suite     = ["rules"]           # packages, folders or files of tests beyond the words
    mock      = "my_mock"           # what the mock does beyond the words
    introduce = "rules.me:who"      # asks whose token a caller has
    scheme    = "Token"             # before a token, where the document cannot say; else Bearer
    [roles]
    owner     = "keeper"            # prepares and may do everything
    stranger  = "visitor"           # has nothing to do with what the owner has
    [tolerates]
    failure_bodies = true           # what refusals carry is not promised
    bare_creations = true           # nor whether a POST answers with what it has made

Paths are meant from the file's folder. It stands in the working folder, or `--contract` names it.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from clausegen.text.problems import Place, Problem, SpecError

NAME = "contract.toml"
DOCUMENTS = ("openapi.yaml", "openapi.yml", "openapi.json")
PACKAGE = "_contract"
"""What the name of an installed guest's package ends with."""


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """Which actors play the parts that every suite needs. None: the document decides."""

    owner: str | None = None
    """Prepares what the others are refused. Without one: the first actor of the target."""
    stranger: str | None = None
    """Owns resources of the same kinds elsewhere."""


class Tolerates(msgspec.Struct, frozen=True, kw_only=True):
    """What the documentation leaves loose on purpose."""

    failure_bodies: bool = False
    bare_creations: bool = False
    """A successful POST may answer with what it has made, or without a body."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a contract.toml says; of a document alone, its path and nothing else."""

    document: Path
    file: Path | None = None
    overlays: tuple[Path, ...] = ()
    suite: tuple[Path, ...] = ()
    """Folders and files."""
    mock: str | None = None
    introduce: str | None = None
    scheme: str | None = None
    roles: Roles = Roles()
    tolerates: Tolerates = Tolerates()

    def __str__(self) -> str:
        named = f", named by {self.file}" if self.file is not None else ""
        return f"{self.document}{named}"

    def imported(self, key: str) -> Any:
        """The module, or `module:object`, that a key of the manifest names; None without it.

        Raises SpecError if it cannot be imported.
        """
        reference = getattr(self, key)
        if reference is None:
            return None
        assert self.file is not None
        folder = str(self.file.parent.resolve())
        if folder not in sys.path:
            sys.path.append(folder)  # at the end: a guest shadows nothing that is installed
        module, _, name = reference.partition(":")
        try:
            found = importlib.import_module(module)
            return getattr(found, name) if name else found
        except (ImportError, AttributeError) as error:
            text = _text(self.file)
            message = f"{key}: {reference} cannot be imported: {error}"
            raise _unusable(message, _place(self.file, text, key)) from error


def manifest_of(contract: str | None = None, document: Path | None = None) -> Manifest:
    """The manifest that `--contract` names (a path, or an installed guest), or a document's own.

    Without both, contract.toml of the working folder, then openapi.yaml, .yml or .json there.
    Raises SpecError with what is wrong, or that there is none; it never takes another one.
    """
    if document is not None and contract is not None:
        raise _unusable("give a document or --contract, not both", Place(contract, 1))
    if document is not None:
        return Manifest(document=document)
    if contract is not None:
        return read_manifest(_named(contract))
    if Path(NAME).exists():
        return read_manifest(Path(NAME))
    for each in map(Path, DOCUMENTS):
        if each.exists():
            return Manifest(document=each)
    raise _unusable(
        f"there is no {NAME} and no {', '.join(DOCUMENTS)} here",
        Place(str(Path.cwd()), 1),
        f"Name a document, or give --contract PATH|NAME.{_installed()}",
    )


def read_manifest(file: Path) -> Manifest:
    """Raises SpecError with everything that is wrong with the file."""
    import tomllib

    text = _text(file)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = str(error).partition("at line ")[2].partition(",")[0]
        last = text.count("\n") + 1 if "end of document" in str(error) else 1
        place = Place(str(file), int(line) if line.isdecimal() else last)
        raise _unusable(f"this is not TOML: {error}", place) from error
    reading = _Reading(file, text)
    manifest = reading.manifest(raw)
    if reading.problems:
        raise SpecError(reading.problems)
    return manifest


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _unusable(f"the file cannot be read: {why}", Place(str(file), 1)) from error


class _Reading:
    """Turns what TOML says into a manifest, and gathers what is wrong with it."""

    def __init__(self, file: Path, text: str) -> None:
        self.problems: list[Problem] = []
        self._file, self._text = file, text

    def manifest(self, raw: dict[str, Any]) -> Manifest:
        self._refuse_unknown(raw, [each for each in Manifest.__struct_fields__ if each != "file"])
        document = self._of(raw, "document", str) or DOCUMENTS[0]
        return Manifest(
            document=self._document(document),
            file=self._file,
            overlays=tuple(
                self._document(each, "overlays") for each in self._list(raw, "overlays")
            ),
            suite=tuple(
                found
                for each in self._list(raw, "suite")
                if (found := self._suite(each)) is not None
            ),
            mock=self._of(raw, "mock", str),
            introduce=self._of(raw, "introduce", str),
            scheme=self._of(raw, "scheme", str),
            roles=Roles(**self._table(raw, "roles", Roles.__struct_fields__, str)),
            tolerates=Tolerates(**self._table(raw, "tolerates", Tolerates.__struct_fields__, bool)),
        )

    def _document(self, name: str, key: str = "document") -> Path:
        path = self._file.parent / name
        if not path.is_file():
            self._wrong(key, f"there is no file {path}")
        return path

    def _list(self, raw: dict[str, Any], key: str) -> list[str]:
        value = raw.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        self._wrong(key, f'is a list of texts, such as {key} = ["name"]')
        return []

    def _suite(self, name: str) -> Path | None:
        path = self._file.parent / name
        if path.exists():
            return path
        found = _package(name)
        if found is None:
            self._wrong("suite", f"{name} is no file or folder here, and no installed package")
        return found

    def _of(self, raw: dict[str, Any], key: str, kind: type, table: str = "") -> Any:
        value = raw.get(key)
        if value is None or (isinstance(value, kind) and value != ""):
            return value
        wanted = {str: "a text that is not empty", bool: "true or false"}[kind]
        self._wrong(key, f"is {wanted}", table)
        return None

    def _table(
        self, raw: dict[str, Any], table: str, known: Sequence[str], kind: type
    ) -> dict[str, Any]:
        values = raw.get(table, {})
        if not isinstance(values, dict):
            self._wrong(table, f"is a table: [{table}]")
            return {}
        self._refuse_unknown(values, known, table)
        read = {key: self._of(values, key, kind, table) for key in known}
        return {key: value for key, value in read.items() if value is not None}

    def _refuse_unknown(self, raw: dict[str, Any], known: Sequence[str], table: str = "") -> None:
        import difflib

        for key in raw:
            if key not in known:
                close = difflib.get_close_matches(key, known, 1)
                meant = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
                self._wrong(key, f"is unknown; {meant}", table)

    def _wrong(self, key: str, message: str, table: str = "") -> None:
        where = _place(self._file, self._text, key, table)
        name = f"{table}.{key}" if table else key
        self.problems.append(Problem("contract", f"{name}: {message}", where))


def _named(contract: str) -> Path:
    """The manifest's file: a path to it or to its folder, or the name of an installed guest."""
    path = Path(contract)
    if path.is_dir():
        return path / NAME
    if path.exists() or path.suffix or len(path.parts) > 1:
        return path
    package = _package(f"{contract}{PACKAGE}")
    if package is not None:
        # Installed, it lies in the package; in a checkout, at the top of the repository.
        for folder in (package, *package.parents[:2]):
            if (folder / NAME).is_file():
                return _from_here(folder / NAME)
    message = f"there is no file {contract}, and no guest of this name is installed"
    raise _unusable(message, Place(contract, 1), _installed().strip())


def _from_here(file: Path) -> Path:
    """Files of the working folder are told as they are written there."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def _package(name: str) -> Path | None:
    """The folder or file of an importable package or module."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin


def _installed() -> str:
    """A sentence about the guests that are installed; empty if there are none."""
    import pkgutil

    names = [each.name for each in pkgutil.iter_modules() if each.name.endswith(PACKAGE)]
    told = ", ".join(each.removesuffix(PACKAGE) for each in sorted(set(names)))
    return f" Installed: {told}." if told else ""


def _place(file: Path, text: str, key: str, table: str = "") -> Place:
    """Where a key stands; line 1 if it cannot be told."""
    inside = not table
    for number, line in enumerate(text.splitlines(), 1):
        word = line.partition("=")[0].strip().strip('"')
        if word.startswith("["):
            inside = word.strip("[] ") == table
            if not table and word.strip("[] ") == key:
                return Place(str(file), number)
        elif inside and word in {key, f"{table}.{key}"}:
            return Place(str(file), number)
    return Place(str(file), 1)


def _unusable(message: str, where: Place, hint: str = "") -> SpecError:
    return SpecError([Problem("contract", message, where, hint)])
