"""The files of a server stub."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec

from clausegen.model import UNSET, Api
from clausegen.problems import Problem
from clausegen.render.docs.examples import ExampleMaker
from clausegen.render.environment import environment
from clausegen.render.python.imports import from_import, libraries
from clausegen.render.python.models import Flavour, Models
from clausegen.render.python.names import BUILTINS, Scope, pascal
from clausegen.render.python.operations import directions, results
from clausegen.render.python.source import Either, Group, Prefixed, docstring, literal, statement
from clausegen.render.server.interface import InterfaceView, interface_view, interfaces

RUNTIME = ("asgi.py", "call.py", "decoding.py", "routing.py")
SHARED = ("Answer", "ApiError", "Body", "Call", "InvalidRequest", "NotOverridden")
RESERVED = (*SHARED, "Interface", "Parameter", "Reply", "Route")


class ErrorView(msgspec.Struct, frozen=True):
    name: str
    status: int


def server_stub(api: Api) -> tuple[dict[str, str | bytes], tuple[Problem, ...]]:
    """The package's files, and what could not be expressed."""
    errors = error_classes(api)
    tags = interfaces(api, {*RESERVED, *(each.name for each in errors)})
    reserved = {*RESERVED, *(each.name for each in errors), *(each.name for each in tags)}
    models = Models(api, Flavour(constraints=True), directions=directions(api), reserved=reserved)
    views = [interface_view(each, models) for each in tags]
    models.finish()
    pages = environment("server", filters={"docstring": docstring})
    runtime = Path(__file__).with_name("runtime")
    files: dict[str, str | bytes] = {name: (runtime / name).read_bytes() for name in RUNTIME}
    files["models.py"] = models_module(models)
    files["errors.py"] = pages.get_template("errors.py.jinja").render(errors=errors)
    files["app.py"] = pages.get_template("app.py.jinja").render(**_app(views))
    files["__init__.py"] = pages.get_template("init.py.jinja").render(**_init(api, views, errors))
    files["api/__init__.py"] = '"""One module a tag."""\n'
    template = pages.get_template("interface.py.jinja")
    for view in views:
        files[f"api/{view.module}.py"] = template.render(view=view)
    files["examples.json"] = _examples(api, models)
    files["py.typed"] = ""
    return files, tuple(models.problems)


def models_module(models: Models) -> str:
    """The module of all classes and aliases that were asked for."""
    pages = environment("python", filters={"docstring": docstring})
    return pages.get_template("models.py.jinja").render(
        imports=libraries(models.used),
        aliases=[each for each in models.aliases if not each.structs],
        classes=models.classes,
        late=[each for each in models.aliases if each.structs],
    )


def error_classes(api: Api) -> list[ErrorView]:
    """A class for each error status that an operation documents."""
    statuses = {
        int(response.status)
        for operation in api.operations
        for response in operation.responses
        if response.status.isdigit() and response.status[0] in "45"
    }
    scope = Scope({*BUILTINS, *RESERVED}, suffix="Error")
    return [ErrorView(scope.add(_phrase(status)), status) for status in sorted(statuses)]


def _phrase(status: int) -> str:
    renamed = {413: "ContentTooLarge", 414: "UriTooLong", 416: "RangeNotSatisfiable"}
    renamed |= {418: "ImATeapot", 422: "UnprocessableContent"}  # as Python 3.13 names them
    if status in renamed:
        return renamed[status]
    try:
        return pascal(HTTPStatus(status).phrase)
    except ValueError:
        return f"Status{status}"


def _app(views: list[InterfaceView]) -> dict[str, Any]:
    names = tuple(f"{view.module}.{view.name}" for view in views)
    pairs = (Prefixed(f"{view.module}.{view.name}: ", f"{view.module}.ROUTES") for view in views)
    table = Group("{", tuple(pairs), "}", is_list=True)
    kind = "dict[type[Interface], tuple[Route, ...]]"
    return {
        "api_import": from_import(".api", [view.module for view in views]),
        "union": statement("Interface = ", Either(names)),
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


def _examples(api: Api, models: Models) -> str:
    maker = ExampleMaker(api, writing=False)
    found: dict[str, Any] = {}
    for operation in api.operations:
        content = results(operation, models)[0].content
        value = maker.body(content) if content is not None else UNSET
        if value is not UNSET:
            found[operation.id] = value
    return json.dumps(found, indent=2, allow_nan=False, default=str) + "\n"
