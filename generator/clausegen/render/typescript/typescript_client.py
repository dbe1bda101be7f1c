"""The files of a TypeScript client: a package without dependencies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec

from clausegen.model import Api
from clausegen.render.environment import environment
from clausegen.render.shapes.calls import bodies, received, tag_groups
from clausegen.render.shapes.directions import Uses, directions
from clausegen.render.shapes.errors import error_classes, error_contents
from clausegen.render.shapes.names import Scope
from clausegen.render.shapes.package import base_url, package_name, signed, title, version
from clausegen.render.shapes.secrets import Secret, secrets, usual_ways
from clausegen.render.shapes.silences import silences
from clausegen.render.typescript.declarations import GLOBALS, Types
from clausegen.render.typescript.methods import GroupMaker, GroupView, import_line
from clausegen.render.typescript.syntax import camel, comment, key, literal
from clausegen.text.problems import Problem

MOST_TYPES = 6
"""Of the bodies of one status: a union of more is read by nobody."""
RUNTIME = Path(__file__).with_name("runtime")
RESERVED = frozenset(
    {
        "ApiError",
        "CallError",
        "NetworkError",
        "NotSent",
        "TimedOut",
        "BY_STATUS",
        "CallOptions",
        "Client",
        "ClientOptions",
        "Retry",
        "ServerEvent",
        "Transport",
        "UnexpectedAnswer",
    }
)


class SecretView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    type: str
    doc: str
    code: str
    """The entry of the table of secrets."""


class ClientView(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    package: str
    doc: str
    base_url: str
    secrets: tuple[SecretView, ...]
    groups: list[GroupView]
    example: str
    has_cookies: bool
    has_events: bool
    usual: str
    """The usual alternatives of schemes."""

    @property
    def example_options(self) -> str:
        """Of the README's example."""
        given = [] if self.base_url else ['baseUrl: "https://..."']
        for each in self.secrets[:1]:
            value = '["user", "password"]' if each.type.startswith("[") else '"..."'
            given.append(f"{each.name}: {value}")
        return f"{{ {', '.join(given)} }}" if given else ""

    @property
    def helpers(self) -> str:
        """What the constructor imports to write secrets."""
        code = "".join(each.code for each in self.secrets)
        return "".join(f"{name}, " for name in ("basic", "worded") if f"value: {name}(" in code)


def typescript_client(
    api: Api, package: str = ""
) -> tuple[dict[str, str | bytes], tuple[Problem, ...]]:
    """The package's files, and what could not be expressed."""
    errors = error_classes(api, reserved={*RESERVED, *GLOBALS}, with_ranges=True)
    taken = {*RESERVED, *(each.name for each in errors)}
    tags = tag_groups(api, modules=Scope(), classes=Scope(taken), suffix="Api")
    types = Types(api, directions(api), {*taken, *(each.name for each in tags)})
    maker = GroupMaker(api, types)
    groups = [maker.view(each) for each in tags]
    for operation in received(api):
        for content in bodies(operation):
            types.of(content.schema, Uses(in_responses=True))
    documented = _error_bodies(api, types)
    view = _client(api, groups, package)
    pages = environment("typescript", filters={"comment": comment, "literal": literal})

    def page(name: str, **given: object) -> str:
        return pages.get_template(name).render(client=view, **given)

    files: dict[str, str | bytes] = {
        "src/models.ts": page("models.ts.jinja", types=types.declarations()),
        "src/index.ts": page("index.ts.jinja", errors=errors),
        "README.md": page("README.md.jinja"),
        "package.json": _package(view, api),
        "tsconfig.json": page("tsconfig.json.jinja"),
    }
    if groups:
        for each in ("answers.ts", "failures.ts", "runtime.ts", "streams.ts", "styles.ts"):
            files[f"src/{each}"] = (RUNTIME / each).read_bytes()
        files["src/errors.ts"] = page("errors.ts.jinja", errors=errors, **documented)
        files["src/client.ts"] = page("client.ts.jinja")
    for group in groups:
        files[f"src/api/{group.file}.ts"] = page("group.ts.jinja", group=group)
    return signed(files), tuple(silences(api, "typescript"))


def _example(groups: list[GroupView]) -> str:
    """A call of the first method that sends no body, if there is one."""
    calls = [
        f"{group.attribute}.{e.name}{e.example}"
        for group in groups
        for e in group.methods
        if e.example
    ]
    return next((each for each in calls if " body: " not in each), next(iter(calls), ""))


def _error_bodies(api: Api, types: Types) -> dict[str, object]:
    """The types of bodies by status, and what they import."""
    types.used.clear()
    found: dict[int | str, dict[str, None]] = {}
    for _, status, content in error_contents(api):
        text = types.of(content.schema, Uses(in_responses=True))
        found.setdefault(int(status) if status.isdigit() else status, {})[text] = None
    kept = {each for each in found if len(found[each]) <= MOST_TYPES}
    bodies = {each: f"<{' | '.join(found[each])}>" for each in kept}
    named = {
        name
        for name in types.used
        if any(re.search(rf"\b{re.escape(name)}\b", text) for text in bodies.values())
    }
    return {"bodies": bodies, "imports": import_line("import type", named, "./models.js")}


def _client(api: Api, groups: list[GroupView], package: str) -> ClientView:
    scope = Scope({"baseUrl", "timeout", "retry", "fetch"})
    url = base_url(api)
    return ClientView(
        title=title(api),
        package=package or package_name(api).replace("_", "-"),
        doc="The API, call by call.",
        base_url=literal(url) if url else "",
        secrets=tuple(
            _secret(each, scope.add(camel(each.scheme, "secret"))) for each in secrets(api)
        ),
        groups=groups,
        example=_example(groups),
        usual=literal(usual_ways(api)),
        has_events=any("ServerEvent" in line for each in groups for line in each.imports),
        has_cookies=any(each.parameters_in("cookie") for each in api.operations)
        or any(each.location == "cookie" for each in secrets(api)),
    )


def _secret(secret: Secret, name: str) -> SecretView:
    kind = "[user: string, password: string]" if secret.is_pair else "string"
    given = f"options.{name}"
    if secret.is_pair or secret.word:
        helper = "basic" if secret.is_pair else "worded"
        given = (
            f"{helper}({given})" if secret.is_pair else f"{helper}({literal(secret.word)}, {given})"
        )
    fields = f"place: {literal(secret.place)}, name: {literal(secret.key)}, value: {given}"
    code = f"{key(secret.scheme)}: {{ {fields} }},"
    return SecretView(name=name, type=kind, doc=secret.doc, code=code)


def _package(view: ClientView, api: Api) -> str:
    description = {
        "name": view.package,
        "version": ".".join(f"{version(api)}.0.0".split(".")[:3]),
        "description": f"Client of {view.title}",
        "type": "module",
        "exports": {".": {"types": "./dist/index.d.ts", "default": "./dist/index.js"}},
        "files": ["dist"],
        "scripts": {"build": "tsc", "prepack": "tsc"},
        "devDependencies": {"typescript": ">=5.4"},
        "engines": {"node": ">=20.3"},
    }
    return json.dumps(description, indent=2) + "\n"
