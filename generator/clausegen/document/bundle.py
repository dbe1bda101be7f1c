"""Many files -> one tree with local references. The files' own values are never changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from typing import Any

from clausegen.document.component_names import component_name
from clausegen.document.dynamic import (
    NO_SCOPE,
    Scope,
    Target,
    bound,
    dropped,
    dynamic_scope,
    plain,
    seen_from,
)
from clausegen.document.files import Documents, Source
from clausegen.document.grammar import GRAMMAR, SECTIONS, sections
from clausegen.document.grammar import Place as Slot
from clausegen.document.refs import LONGEST_CHAIN, References, written
from clausegen.text.positions import escape
from clausegen.text.problems import Place, Problem, SpecError

MAX_COMPONENTS = 200_000
MAX_INLINED = 1_000_000
"""Nodes that references put in the place of path items, counted each time."""
DEEPEST_INLINED = 64
"""Levels above a reference that is inlined: path items may nest by way of callbacks."""


class Bundle:
    """`value` is the document; `place` tells where any part of it was written."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.value: dict[str, Any] = {}
        self.origins: dict[str, tuple[Source, str]] = {"": (documents.root, "")}
        self.misplaced: list[Place] = []
        """References where OpenAPI allows none. Their targets were put in their place."""
        self.problems: tuple[Problem, ...] = ()
        """References that lead nowhere. A schema behind one is any; others stand as written."""

    def origin(self, pointer: str) -> tuple[Source, str]:
        """The file, and the pointer in it, where a part of the bundle was written."""
        prefix = pointer
        while prefix not in self.origins:
            prefix = prefix.rpartition("/")[0]
        document, origin = self.origins[prefix]
        return document, origin + pointer[len(prefix) :]

    def place(self, pointer: str) -> Place:
        document, origin = self.origin(pointer)
        return document.place(origin)


def bundle(documents: Documents) -> Bundle:
    """Raises SpecError for a document that would grow beyond all bounds."""
    maker = _Bundler(documents)
    maker.run()
    maker.made.problems = tuple(maker.references.problems)
    return maker.made


class _Bundler:
    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.root = documents.root
        self.sections = sections(self.root.value.get("openapi"))
        self.made = Bundle(documents)
        self.references = References(documents, self._is_home)
        self.names: dict[str, dict[str, Any]] = {}
        """kind -> name -> what is known to be there; used for unique names."""
        self.homes: dict[tuple[str, Target, Scope], str] = {}
        """(kind, target, scope) -> component name."""
        self.queue: deque[tuple[str, str, Source, str, Scope]] = deque()
        self.scope = dynamic_scope(documents, self.root, "", NO_SCOPE)
        self.inlining: list[Target] = []
        self.inlined = 0
        self.moved: dict[str, dict[str, Any]] = {}
        self.numbers: dict[tuple[str, str], int] = {}

    def run(self) -> None:
        root = self.root.value
        self._own_components(root.get("components"))
        value = self.walk(root, "document", self.root, "")
        while self.queue:
            kind, name, document, pointer, self.scope = self.queue.popleft()
            at = f"/components/{SECTIONS[kind]}/{escape(name)}"
            self.made.origins[at] = (document, pointer)
            node = self.walk(self.references.locate(document, pointer)[2], kind, document, at)
            self.moved.setdefault(SECTIONS[kind], {})[name] = node
        self.made.value = self._joined(value)
        self._check_chains()

    def _joined(self, value: dict[str, Any]) -> dict[str, Any]:
        if not self.moved:
            return value
        components = dict(_mapping(value.get("components")))
        for section, nodes in self.moved.items():
            components[section] = {**_mapping(components.get(section)), **nodes}
        return {**value, "components": components}

    def _check_chains(self) -> None:
        """Whoever follows references from component to component later arrives somewhere."""
        components = _mapping(self.made.value.get("components"))
        for kind, section in SECTIONS.items():
            nodes = _mapping(components.get(section))
            endless = [name for name, node in nodes.items() if _is_endless(node, nodes)]
            for name in endless:
                where = self.made.place(f"/components/{section}/{escape(name)}")
                self.references.endless(f"{kind} {name!r}", where)
            if endless:
                components = {**components, section: {**nodes, **{name: {} for name in endless}}}
                self.made.value = {**self.made.value, "components": components}

    def _own_components(self, components: Any) -> None:
        """The document's names come first; one that only refers to a file is that file's home."""
        for kind, section in SECTIONS.items():
            for name, node in _mapping(_mapping(components).get(section)).items():
                pointer = f"/components/{section}/{escape(name)}"
                self.names.setdefault(kind, {})[name] = node
                self.homes[kind, (self.root.path, pointer), NO_SCOPE] = name
                text = written(node)
                if text is None or text.startswith("#") or len(node) > 1:
                    continue
                document, target = self.references.follow(text, self.root, node)
                if document is not None and document is not self.root:
                    self.homes.setdefault((kind, (document.path, target), NO_SCOPE), name)

    # References

    def _is_home(self, document: Source, pointer: str) -> bool:
        return document is self.root and any(
            (kind, (document.path, pointer), NO_SCOPE) in self.homes for kind in SECTIONS
        )

    def _home(self, kind: str, text: str, document: Source, node: Any) -> str | None:
        """The local reference that stands for `text`. Its target gets a component if need be."""
        found, pointer = self.references.follow(text, document, node)
        return self._homed(kind, found, pointer) if found is not None else None

    def _homed(self, kind: str, found: Source, pointer: str) -> str:
        scope, key = seen_from(self.scope, self.documents, found, pointer)
        target = (found.path, pointer)
        name = self.homes.get((kind, target, key))
        if name is None:
            taken = self.names.setdefault(kind, {})
            if len(taken) >= MAX_COMPONENTS:
                raise SpecError([Problem("size", "too many components", found.place(pointer))])
            name = self._free(kind, component_name(found.path, pointer), taken)
            taken[name] = None
            self.homes[kind, target, key] = name
            self.queue.append((kind, name, found, pointer, scope))
        return f"#/components/{SECTIONS[kind]}/{escape(name)}"

    def _free(self, kind: str, wanted: str, taken: Container[str]) -> str:
        """The name, or the name with the next number: `Book2`."""
        name = wanted
        while name in taken:
            number = self.numbers.get((kind, wanted), 1) + 1
            self.numbers[kind, wanted] = number
            name = f"{wanted}{number}"
        return name

    # The tree

    def walk(self, node: Any, kind: str, document: Source, at: str) -> Any:
        """A node with local references; the node itself when nothing in it changes."""
        if not isinstance(node, dict):
            return node
        if self.inlining:
            self._count(document, node)
        if kind == "schema" and self.documents.resources(document) is not None:
            return self._named(node, document, at)
        return self._walk(node, kind, document, at)

    def _named(self, node: dict[str, Any], document: Source, at: str) -> Any:
        """A schema of a document that names its parts: every reference is a plain one after it."""
        outer = self.scope
        if isinstance(node.get("$id"), str):
            names = self.documents.resources(document)
            assert names is not None
            self.scope = dynamic_scope(self.documents, document, names.of(node), outer)
        dynamic = self._dynamic(node, document)
        made = self._walk(node, "schema", document, at)
        self.scope = outer
        if isinstance(made, dict) and not dropped(made).isdisjoint(made):
            made = {key: value for key, value in made.items() if key not in dropped(made)}
        return plain(made, dynamic) if dynamic else made

    def _dynamic(self, node: dict[str, Any], document: Source) -> str | None:
        """What a $dynamicRef leads to for whoever came this way."""
        text = node.get("$dynamicRef")
        if not isinstance(text, str):
            return None
        found, pointer = self.references.follow(text, document, node, "$dynamicRef")
        if found is None:
            return None
        name = text.partition("#")[2]
        target, onward = bound(self.scope, self.documents, found, pointer, name)
        return self._homed("schema", target, onward)

    def _walk(self, node: dict[str, Any], kind: str, document: Source, at: str) -> Any:
        text = written(node)
        if text is not None:
            if kind not in self.sections:
                return self._inlined(node, text, Slot(kind), document, at)
            node = self._local(node, text, kind, document, at)
            if "$ref" in node and (len(node) == 1 or kind != "schema"):
                return node
        changes: dict[str, Any] = {}
        slots = GRAMMAR[kind]
        anything = slots.get("*")
        for key, child in node.items():
            slot = slots.get(key) or (None if key.startswith("x-") else anything)
            if slot is None or not isinstance(child, (dict, list)):
                continue
            made = self._children(child, slot, document, f"{at}/{escape(key)}")
            if made is not child:
                changes[key] = made
        if kind == "schema" and isinstance(node.get("discriminator"), dict):
            self._discriminator(node["discriminator"], document, changes)
        return {**node, **changes} if changes else node

    def _children(self, child: Any, slot: Slot, document: Source, at: str) -> Any:
        if isinstance(child, list):
            made: Any = [
                self.walk(each, slot.kind, document, f"{at}/{index}")
                for index, each in enumerate(child)
            ]
            same = all(map(_same, made, child))
            return child if same else made
        if slot.many != "map":
            return self.walk(child, slot.kind, document, at)
        text = written(child)
        if text is not None and len(child) == 1:
            return self._inlined(child, text, slot, document, at)
        made = {
            key: self.walk(each, slot.kind, document, f"{at}/{escape(key)}")
            for key, each in child.items()
        }
        return child if all(map(_same, made.values(), child.values())) else made

    def _local(self, node: Any, text: str, kind: str, document: Source, at: str) -> Any:
        """A reference made local. A component that only refers to a file becomes its content."""
        local = self._home(kind, text, document, node)
        if local is None:
            if kind != "schema":
                return node
            return {key: value for key, value in node.items() if key != "$ref"}
        if local == f"#{at}":
            if text.startswith("#"):  # to itself: found at the end, with the longer ways round
                return node
            found, pointer = self.references.follow(text, document, node)
            assert found is not None
            self.made.origins[at] = (found, pointer)
            return self.walk(self.references.locate(found, pointer)[2], kind, found, at)
        return node if local == text else {**node, "$ref": local}

    def _count(self, document: Source, node: Any) -> None:
        self.inlined += 1
        if self.inlined > MAX_INLINED:
            where = document.place_in(node, next(iter(node), ""))
            raise SpecError([Problem("size", "references repeat too much of the document", where)])

    def _inlined(self, node: Any, text: str, slot: Slot, document: Source, at: str) -> Any:
        """Path items and the like have no home: what they name is put in their place."""
        if slot != Slot("path"):
            self.made.misplaced.append(document.place_in(node, "$ref"))
        found, pointer = self.references.follow(text, document, node)
        if found is None:
            return node
        target = (found.path, pointer)
        if target in self.inlining or at.count("/") > DEEPEST_INLINED:
            self.references.fail(
                "cycle", f"{text!r} leads back to itself, or on and on", document, node
            )
            return node
        beside = self.made.origin(at)
        self.inlining.append(target)
        self.made.origins[at] = (found, pointer)
        made = self._children(self.references.locate(found, pointer)[2], slot, found, at)
        self.inlining.pop()
        siblings = {key: value for key, value in node.items() if key != "$ref"}
        if not siblings or not isinstance(made, dict):
            return made
        for key in siblings:
            below = f"/{escape(key)}"
            self.made.origins[at + below] = (beside[0], beside[1] + below)
        return {**made, **self._children(siblings, slot, document, at)}

    def _discriminator(self, node: Any, document: Source, changes: dict[str, Any]) -> None:
        mapping = _mapping(node.get("mapping"))
        made = {
            key: self._mapped(value, document, mapping) if isinstance(value, str) else value
            for key, value in mapping.items()
        }
        if made != mapping:
            changes["discriminator"] = node = {**node, "mapping": made}
        default = node.get("defaultMapping")
        if isinstance(default, str):
            mapped = self._mapped(default, document, node)
            changes["discriminator"] = {**node, "defaultMapping": mapped}

    def _mapped(self, value: str, document: Source, mapping: Any) -> str:
        """A mapping names a schema or refers to one."""
        if value in self.names.get("schema", {}):
            return value
        return self._home("schema", value, document, mapping) or value


def _mapping(value: Any) -> dict[str, Any]:
    """What is no mapping is the builder's to complain about."""
    return value if isinstance(value, dict) else {}


def _is_endless(node: Any, nodes: dict[str, Any]) -> bool:
    steps = 0
    while steps <= LONGEST_CHAIN and (text := written(node)) is not None:
        last = text.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        node, steps = nodes.get(last), steps + 1
    return steps > LONGEST_CHAIN


def _same(one: Any, other: Any) -> bool:
    return one is other
