"""What `security` asks for is a security scheme of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.text.positions import escape
from clausegen.text.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    known = [each.name for each in subject.api.security_schemes]
    hint = f"There are {', '.join(known)}." if known else "There are no securitySchemes."
    for at in ("", *(each.pointer for each in subject.requests())):
        for name, where in _asked(subject.node(at), at):
            # 3.2: what is no name may be the address of a scheme
            if name not in known and not ("/" in name and subject.api.openapi.startswith("3.2")):
                message = f"there is no security scheme {name}"
                yield Problem("security", message, subject.api.place(where), hint)


def _asked(node: Any, at: str) -> Iterator[tuple[str, str]]:
    """(name of a scheme, pointer)."""
    alternatives = node.get("security") if isinstance(node, dict) else None
    for index, each in enumerate(alternatives if isinstance(alternatives, list) else ()):
        for name in each if isinstance(each, dict) else ():
            yield name, f"{at}/security/{index}/{escape(name)}"
