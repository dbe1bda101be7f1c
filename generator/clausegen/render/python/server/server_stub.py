"""The files of a server stub."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from clausegen.model import UNSET, Api, Content
from clausegen.model.streams import is_stream
from clausegen.render.environment import environment
from clausegen.render.python.arguments import received_models, results
from clausegen.render.python.imports import from_import
from clausegen.render.python.models import Flavour, Models
from clausegen.render.python.module import models_module, runtime_modules
from clausegen.render.python.scope import BUILTINS, KEYWORDS, python_scope
from clausegen.render.python.server.interface import InterfaceView, interface_view
from clausegen.render.python.source import Either, Group, Prefixed, docstring, literal, statement
from clausegen.render.shapes.calls import tag_groups
from clausegen.render.shapes.directions import directions
from clausegen.render.shapes.errors import ErrorView, error_classes
from clausegen.render.shapes.examples import ExampleMaker
from clausegen.render.shapes.package import signed
from clausegen.render.shapes.silences import silences
from clausegen.render.shapes.streams import held
from clausegen.render.shapes.text_kinds import TextKind
from clausegen.text.problems import Problem

RUNTIME = (
    *(
        "asgi",
        "bodies",
        "call",
        "choice",
        "decoding",
        "deep",
        "form_bodies",
        "kinds",
        "negotiation",
        "only_one_of",
        "open_struct",
        "routing",
        "server_event",
        "streaming",
        "upload",
    ),
)
SHARED = ("Answer", "ApiError", "Body", "Call", "InvalidRequest", "NotOverridden")
FUNCTIONS = ("annotations", "create_app", "plant")
"""What the application imports or defines beside the modules of tags."""
RESERVED = (*SHARED, "Interface", "Parameter", "Reply", "Route", "ServerEvent", "Stream")


def server_stub(
    api: Api, *, texts: frozenset[TextKind] = frozenset()
) -> tuple[dict[str, str | bytes], tuple[Problem, ...]]:
    """The package's files, and what could not be expressed. `texts`: formats that have classes."""
    errors = error_classes(api, reserved={*RESERVED, *KEYWORDS, *BUILTINS})
    reserved = {*RESERVED, *(each.name for each in errors)}
    tags = tag_groups(
        api, modules=python_scope(FUNCTIONS), classes=python_scope(reserved), suffix="Api"
    )
    reserved |= {each.name for each in tags}
    flavour = Flavour(constraints=True, texts=texts)
    models = Models(api, flavour, directions=directions(api), reserved=reserved)
    views = [interface_view(api, each, models) for each in tags]
    received_models(api, models)
    models.finish()
    pages = environment("server", filters={"docstring": docstring})
    files: dict[str, str | bytes] = {**runtime_modules(*RUNTIME)}
    files["models.py"] = models_module(models)
    if errors:
        files["errors.py"] = pages.get_template("errors.py.jinja").render(errors=errors)
    files["app.py"] = pages.get_template("app.py.jinja").render(**_app(views))
    files["__init__.py"] = pages.get_template("init.py.jinja").render(**_init(api, views, errors))
    files["api/__init__.py"] = '"""One module a tag."""\n'
    template = pages.get_template("interface.py.jinja")
    for view in views:
        files[f"api/{view.module}.py"] = template.render(view=view)
    files["examples.json"] = _examples(api, models)
    files["py.typed"] = ""
    return signed(files), (*models.problems, *silences(api, "server"))


def _app(views: list[InterfaceView]) -> dict[str, Any]:
    names = tuple(f"{view.module}.{view.name}" for view in views)
    pairs = (Prefixed(f"{view.module}.{view.name}: ", f"{view.module}.ROUTES") for view in views)
    table = Group("{", tuple(pairs), "}", is_list=True)
    kind = "dict[type[Interface], tuple[Route, ...]]"
    return {
        "api_import": from_import(".api", [view.module for view in views]),
        "union": statement("Interface = ", Either(names) if names else "object"),
        "interfaces": statement(f"INTERFACES: {kind} = ", table),
    }


def _init(api: Api, views: list[InterfaceView], errors: list[ErrorView]) -> dict[str, Any]:
    call = ["Answer", "ApiError", "Call", "InvalidRequest", "NotOverridden", "Reply"]
    found = {f".api.{view.module}": [view.name] for view in views}
    found |= {".app": ["create_app"], ".call": call, ".errors": [each.name for each in errors]}
    imports = [from_import(module, found[module]) for module in sorted(found)]
    exported = Group(
        "[",
        tuple(map(literal, sorted(name for names in found.values() for name in names))),
        "]",
        is_list=True,
    )
    return {
        "title": api.info.title.rstrip("."),
        "imports": "\n".join(filter(None, imports)),
        "exported": statement("__all__ = ", exported),
    }


def _example(api: Api, maker: ExampleMaker, content: Content) -> Any:
    """The example of a body; of a stream one piece."""
    if not is_stream(content.media_type):
        return maker.body(content)
    schema = held(api, content)
    return ["text" if schema is None else maker.value(schema)]


def _examples(api: Api, models: Models) -> str:
    maker = ExampleMaker(api, writing=False)
    found: dict[str, Any] = {}
    for operation in api.operations:
        content = results(operation, models)[0].content
        value = _example(api, maker, content) if content is not None else UNSET
        if value is not UNSET:
            found[operation.id] = value
    text = json.dumps(found, allow_nan=False, default=str)
    return msgspec.json.format(text, indent=2) + "\n"  # many times faster than json.dumps
