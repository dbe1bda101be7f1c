"""A call of the client that `clausegen stubs client` makes of the same document."""

from __future__ import annotations

import keyword
from typing import Any

from clausegen.model import UNSET, Api, Content, Operation, Schema, SecurityScheme
from clausegen.model.streams import is_stream
from clausegen.render.docs.code import python_literal
from clausegen.render.shapes.calls import method_name, tag_groups
from clausegen.render.shapes.directions import Uses, directions
from clausegen.render.shapes.examples import ExampleMaker
from clausegen.render.shapes.flatten import attributes, flattened, unwrapped
from clausegen.render.shapes.good_answers import good_answers
from clausegen.render.shapes.names import Scope, pascal, snake
from clausegen.render.shapes.package import package_name
from clausegen.render.shapes.text_kinds import text_kind

TOKEN = "YOUR_TOKEN"  # noqa: S105 - a placeholder for the reader
TEXTS = {"date-time": "datetime.fromisoformat(", "date": "date.fromisoformat(", "uuid": "UUID("}
"""How values of the client's classes are made of texts."""


class ClientSamples:
    """`install` is the command that installs the client; without one there are no samples."""

    def __init__(self, api: Api, maker: ExampleMaker, install: str = "") -> None:
        self.install = install
        self._api = api
        self._maker = maker
        self._package = package_name(api)
        self._directions = directions(api)
        self._modules = {
            operation.pointer: group.module
            for group in tag_groups(
                api, modules=Scope(keyword.kwlist), classes=Scope(), suffix="Api"
            )
            for operation in group.operations
        }
        self._needs_server = not (
            api.servers and api.servers[0].url.startswith(("http://", "https://"))
        )
        scope = Scope({"self", "base_url", "timeout", "retry", "transport"})
        self._secrets = {
            each.name: (scope.add(snake(each.name, "secret")), each.scheme == "basic")
            for each in used_schemes(api)
        }

    def text(self, operation: Operation, content: Content | None) -> str:
        body = self._maker.body(content) if content else UNSET
        imports = [f"from {self._package} import Client"]
        arguments = [
            f"{snake(each.name)}={self._literal(each.schema, self._maker.parameter(each), 2)}"
            for each in operation.parameters
            if each.required
        ]
        if content is not None and body is not UNSET:
            model = self._model(content, body)
            imports += [f"from {self._package}.models import {model}"] if model else []
            arguments.append(f"body={self._body(model, content.schema, body)}")
        method = f"client.{self._modules[operation.pointer]}.{method_name(operation)}"
        call = _call(method, arguments)
        imports = [*_standard(call), *imports]
        return (
            f"# {self.install}\n"
            + "\n".join(imports)
            + f"\n\nwith Client({self._credentials(operation)}) as client:\n"
            + f"    {_used(operation, call)}"
        )

    def _model(self, content: Content, body: Any) -> str | None:
        """The class to build the body with; None where a plain value is clearer."""
        name = content.schema.ref if content.schema is not None else None
        flat = isinstance(body, dict) and not any(isinstance(each, dict) for each in body.values())
        usual = flat and all(key == snake(key) for key in body)
        if not (name and usual):
            return None
        is_input = self._directions.is_input(name, Uses(in_requests=True))
        return pascal(name) + ("Input" if is_input else "")

    def _body(self, model: str | None, schema: Schema | None, body: Any) -> str:
        if model is None or schema is None:
            return python_literal(body, 2)
        if not body:
            return f"{model}()"
        named = attributes(self._api, flattened(self._api, schema))
        schemas = {each.name: each.schema for each in named}
        given = {key: self._literal(schemas.get(key), each, 3) for key, each in body.items()}
        inner = "".join(f"            {key}={each},\n" for key, each in given.items())
        return f"{model}(\n{inner}        )"

    def _literal(self, schema: Schema | None, value: Any, depth: int) -> str:
        """As the client's types want it."""
        text = python_literal(value, depth)
        if schema is None or not isinstance(value, str):
            return text
        flat = flattened(self._api, unwrapped(schema)[0])
        kind = text_kind(flat)
        return f"{TEXTS[kind]}{text})" if kind else text

    def _credentials(self, operation: Operation) -> str:
        needed = next(iter(operation.security or ()), ())
        given = [self._secrets[name] for name, _ in needed if name in self._secrets]
        pair = python_literal(("user", "password"))
        values = [f"{name}={pair if basic else python_literal(TOKEN)}" for name, basic in given]
        server = ['base_url="https://api.example.com"'] if self._needs_server else []
        return ", ".join([*values, *server])


def used_schemes(api: Api) -> list[SecurityScheme]:
    """Those that some operation needs and that a client can send by itself."""
    used = {name for each in api.operations for way in each.security or () for name, _ in way}
    return [e for e in api.security_schemes if e.name in used and e.type != "mutualTLS"]


def _used(operation: Operation, call: str) -> str:
    """The call as a statement: the pieces of a stream are gone through."""
    content = good_answers(operation)[0][1]
    if content is not None and is_stream(content.media_type):
        return f"for piece in {call}:\n        print(piece)"
    gives = any(each.is_success and each.contents for each in operation.responses)
    return f"result = {call}" if gives else call


def _standard(call: str) -> list[str]:
    """What a call imports from the standard library, and a blank line."""
    dates = [name for name in ("date", "datetime") if f"={name}.from" in call]
    found = [f"from datetime import {', '.join(dates)}"] if dates else []
    found += ["from uuid import UUID"] if "=UUID(" in call else []
    return [*found, ""] if found else []


def _call(method: str, arguments: list[str]) -> str:
    if not arguments:
        return f"{method}()"
    inner = "".join(f"        {each},\n" for each in arguments)
    return f"{method}(\n{inner}    )"
