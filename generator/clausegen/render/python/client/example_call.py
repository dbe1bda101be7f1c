"""A call for the README: one that runs as it is printed."""

from __future__ import annotations

from typing import Any

from clausegen.model import UNSET
from clausegen.render.python.client.operation_call import Call
from clausegen.render.python.source import flat, literal
from clausegen.render.shapes.calls import bodies
from clausegen.render.shapes.examples import ExampleMaker
from clausegen.render.shapes.media_types import preferred

MADE = {
    "UUID": "UUID({})",
    "dt.date": "dt.date.fromisoformat({})",
    "dt.datetime": "dt.datetime.fromisoformat({})",
}
"""How values of classes are made of texts, by their annotations."""


def example_arguments(call: Call, maker: ExampleMaker) -> tuple[str, ...]:
    """What the call needs, with the document's examples."""
    given = [
        f"{each.name}={_value(flat(each.typed.annotation), maker.parameter(each.parameter))}"
        for each in call.arguments
        if each.parameter.required
    ]
    content = preferred(bodies(call.operation))
    if call.body is not None and call.body.required and content is not None:
        body = maker.body(content)
        given.append(f"body={literal({} if body is UNSET else body)}")
    return tuple(given)


def _value(annotation: str, value: Any) -> str:
    text = literal(value)
    return MADE[annotation].format(text) if annotation in MADE and isinstance(value, str) else text
