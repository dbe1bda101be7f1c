"""The files of a Python client: an installable package."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import msgspec

from clausegen.model import Api
from clausegen.render.environment import environment
from clausegen.render.python.arguments import received_models
from clausegen.render.python.client.error_bodies import error_bodies, error_page
from clausegen.render.python.client.group import GroupView, MethodView, group_view
from clausegen.render.python.client.secret_arguments import (
    SecretArgument,
    made_credentials,
    secret_arguments,
)
from clausegen.render.python.imports import from_import, libraries
from clausegen.render.python.models import Flavour, Models
from clausegen.render.python.module import models_module, runtime_modules
from clausegen.render.python.scope import BUILTINS, KEYWORDS, python_scope
from clausegen.render.python.source import Group, Prefixed, docstring, literal, statement
from clausegen.render.shapes.calls import tag_groups
from clausegen.render.shapes.directions import directions
from clausegen.render.shapes.errors import ErrorView, error_classes
from clausegen.render.shapes.package import base_url, package_name, signed, title, version
from clausegen.render.shapes.silences import silences
from clausegen.render.shapes.text import plain
from clausegen.render.shapes.text_kinds import DATES, UUIDS, TextKind
from clausegen.text.problems import Problem

RUNTIME = (
    *("answers", "choice", "deadline", "failures", "forms", "lenient", "one_of"),
    *("open_enum", "open_struct", "options", "requests", "retry", "server_event", "streams"),
    *("styles", "upload"),
)
RESERVED = (
    *("ApiError", "AsyncClient", "AsyncTransport", "CallError", "Client", "Credentials"),
    *("NetworkError", "NotSent", "OnUnexpected", "Operation", "Options", "RawResponse", "Retry"),
    *("ServerEvent", "Style", "TimedOut", "Transport", "UnexpectedAnswer"),
    *("AsyncIterator", "Awaitable", "Callable", "Iterator", "Mapping"),
)
UNEXPECTED = (
    "- on_unexpected: sees answers that are not as documented. It raises to refuse one, or\n"
    "  returns to take it as far as it goes. Without it UnexpectedAnswer is raised."
)
TIMEOUT = (
    "- timeout: seconds for a whole call, with its attempts; None waits for ever. Of a stream,\n"
    "  until it begins, and for each of its parts."
)
HTTP = {"httpx": "0.27", "httpx2": "2.0"}
"""Libraries of one interface, and the first release that will do."""
METHODS = ("close", "aclose", "with_options", "with_raw_response")
"""Of a client, where tags are attributes."""
FLAVOURS = (
    {
        "prefix": "",
        "http": "Client",
        "transport": "BaseTransport",
        "def": "def",
        "result": "T",
        "await": "",
        "for": "for",
        "a": "",
        "sleep": "time.sleep",
        "sent": "sent",
        "enter": "__enter__",
        "exit": "__exit__",
        "close": "close",
        "doc": "Waits for each answer.",
        "client_doc": "The API, call by call.",
        "with_doc": "a `with`",
    },
    {
        "prefix": "Async",
        "http": "AsyncClient",
        "transport": "AsyncBaseTransport",
        "def": "async def",
        "result": "Awaitable[T]",
        "await": "await ",
        "for": "async for",
        "a": "a",
        "sleep": "await asyncio.sleep",
        "sent": "sent_async",
        "enter": "__aenter__",
        "exit": "__aexit__",
        "close": "aclose",
        "doc": "The same, to be awaited.",
        "client_doc": "The API for asynchronous programs.",
        "with_doc": "an `async with`",
    },
)


class ClientView(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    package: str
    imports: list[str]
    base_url: str
    secrets: tuple[SecretArgument, ...]
    made_credentials: str
    groups: list[GroupView]
    has_alternatives: bool
    """Whether a class of the models is one of several."""
    names: frozenset[str]
    """What modules import from libraries."""
    http: str
    """The library that speaks HTTP: a key of HTTP."""

    @property
    def needs_http(self) -> str:
        """As pyproject.toml says it."""
        return f"{self.http}>={HTTP[self.http]}"

    def doc(self, flavour: Mapping[str, str]) -> str:
        """The documentation of a client class."""
        arguments = [f"- {each.name}: {plain(each.doc)}" for each in self.secrets]
        arguments += [
            TIMEOUT,
            UNEXPECTED,
            "- transport: how httpx reaches the server; tests give one that needs no network.",
        ]
        use = f"Use it in {flavour['with_doc']} block, or call `{flavour['close']}` at the end."
        return "\n\n".join((flavour["client_doc"], use, "\n".join(arguments)))

    @property
    def secured(self) -> str:
        given = tuple(f"{each.name}={each.name}" for each in self.secrets)
        made = Group("credentials(", given, ")") if given else "Credentials()"
        return statement("secrets = ", made, "", 8)

    @property
    def example_arguments(self) -> str:
        """Of the README's example."""
        first = self.secrets[0] if self.secrets else None
        pair = first is not None and first.type.startswith("tuple")
        value = '("user", "password")' if pair else '"..."'
        server = [] if self.base_url else ['base_url="https://..."']
        secret = [f"{first.name}={value}"] if first else []
        return ", ".join([*secret, *server])

    @property
    def example(self) -> str:
        """A call of the first method that sends no body, if there is one."""
        every = [(group, method) for group in self.groups for method in group.methods]
        if not every:
            return "        pass"
        plain_ones = (each for each in every if not _sends(each[1]))
        group, method = next(plain_ones, every[0])
        call = Group(f"client.{group.module}.{method.name}(", method.example, ")")
        return statement("answer = ", call, "", 8)

    @property
    def example_imports(self) -> str:
        """Of the standard library, for the example."""
        names = {name for name in ("dt", "UUID") if re.search(rf"={name}[.(]", self.example)}
        return "".join(f"{line}\n" for line in libraries(names)) + ("\n" if names else "")

    @property
    def on_alternatives(self) -> str:
        said = " An object that is none of the\n  alternatives of a `OneOf` is a dict."
        return said if self.has_alternatives else ""


def python_client(
    api: Api,
    package: str = "",
    *,
    texts: frozenset[TextKind] = DATES | UUIDS,
    http: str = "httpx",
) -> tuple[dict[str, str | bytes], tuple[Problem, ...]]:
    """The package's files, and what could not be expressed.

    `package` is the title unless given. `texts`: the formats that have classes. `http`: a key of
    HTTP.
    """
    names = {*RESERVED, *KEYWORDS, *BUILTINS}
    errors = error_classes(api, reserved=names, with_ranges=True)
    reserved = {*RESERVED, *(each.name for each in errors)}
    tags = tag_groups(
        api,
        modules=python_scope(METHODS),
        classes=python_scope(reserved, prefixes=["Async"]),
        suffix="Api",
    )
    reserved |= {name for each in tags for name in (each.name, f"Async{each.name}")}
    flavour = Flavour(constraints=False, texts=texts)
    models = Models(api, flavour, directions=directions(api), reserved=reserved)
    bodies = error_bodies(api, models)
    groups = [group_view(api, each, models, bodies) for each in tags]
    received_models(api, models)
    models.finish()
    view = _client(api, package, groups, models.used, http)
    pages = environment("client", filters={"docstring": docstring, "toml": toml})

    def page(name: str, **given: object) -> str:
        return pages.get_template(name).render(flavours=FLAVOURS, client=view, **given)

    inside: dict[str, str | bytes] = {**runtime_modules(*RUNTIME)}
    inside["transport.py"] = page("transport.py.jinja")
    inside["errors.py"] = page(
        "errors.py.jinja", errors=errors, table=_table(errors), page=error_page(errors, bodies)
    )
    inside["client.py"] = page("client.py.jinja")
    if view.secrets:
        inside["credentials.py"] = page("credentials.py.jinja")
    inside["models.py"] = models_module(models)
    inside["__init__.py"] = page("init.py.jinja", **_init(errors))
    inside["api/__init__.py"] = '"""One module a tag."""\n'
    for group in groups:
        inside[f"api/{group.module}.py"] = page("group.py.jinja", view=group)
    inside["py.typed"] = ""
    files = {f"{view.package}/{name}": _speaking(http, content) for name, content in inside.items()}
    files["pyproject.toml"] = page("pyproject.toml.jinja", version=version(api))
    files["README.md"] = page("README.md.jinja")
    return signed(files), (*models.problems, *silences(api, "python"))


def _client(
    api: Api, package: str, groups: list[GroupView], used: set[str], http: str
) -> ClientView:
    """`used`: what the models import."""
    given = secret_arguments(api)
    url = base_url(api)
    modules = [
        from_import(f".api.{each.module}", [each.name, f"Async{each.name}"]) for each in groups
    ]
    return ClientView(
        title=title(api),
        package=package or package_name(api),
        imports=[
            from_import(".answers", ["OnUnexpected", "RawResponse", "raw", "seen"]),
            *sorted(modules),
            *([from_import(".credentials", ["credentials"])] if given else []),
            from_import(".failures", ["sendable"]),
            from_import(".options", ["Options", "Timeout"]),
            *([] if given else [from_import(".requests", ["Credentials"])]),
            from_import(".retry", ["Retry"]),
            from_import(".transport", ["AsyncTransport", "Transport"]),
        ],
        base_url=f"BASE_URL = {literal(url)}" if url else "",
        secrets=given,
        made_credentials=made_credentials(api, given),
        groups=groups,
        http=http,
        has_alternatives="OneOf" in used,
        names=frozenset(used).union(*(each.names for each in groups)),
    )


def _sends(method: MethodView) -> bool:
    return any(each.startswith("body=") for each in method.example)


def _speaking(http: str, code: str | bytes) -> str | bytes:
    """The module with another library under the name of the usual one: all else stays as it is."""
    if http == "httpx":
        return code
    text = code if isinstance(code, str) else code.decode()
    return text.replace("\nimport httpx\n", f"\nimport {http} as httpx\n")


def toml(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's too."""
    return json.dumps(plain(text).replace("\n", " "), ensure_ascii=False)


def _table(errors: list[ErrorView]) -> str:
    pairs = tuple(Prefixed(f"{literal(each.status)}: ", each.name) for each in errors)
    return statement(
        "BY_STATUS: dict[int | str, type[ApiError]] = ", Group("{", pairs, "}", is_list=True)
    )


def _init(errors: list[ErrorView]) -> dict[str, str]:
    found = {
        ".answers": ["RawResponse"],
        ".client": ["AsyncClient", "Client"],
        ".errors": [each.name for each in errors],
        ".failures": [
            *("ApiError", "CallError", "NetworkError", "NotSent", "TimedOut", "UnexpectedAnswer"),
        ],
        ".retry": ["Retry"],
    }
    imports = [from_import(module, found[module]) for module in found if found[module]]
    names = sorted(name for each in found.values() for name in each)
    exported = Group("[", tuple(map(literal, names)), "]", is_list=True)
    return {"imports": "\n".join(imports), "exported": statement("__all__ = ", exported)}
