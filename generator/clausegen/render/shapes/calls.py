"""Operations as calls: their groups, names and descriptions."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from clausegen.model import Api, Content, Operation, Response
from clausegen.model.streams import is_stream
from clausegen.render.shapes.names import Scope, pascal, snake, words
from clausegen.words.causes import causes_of


def bodies(operation: Operation) -> tuple[Content, ...]:
    return operation.body.contents if operation.body else ()


def received(api: Api) -> Iterable[Operation]:
    """The requests that the API sends by itself: what they hold is worth a type too."""
    callbacks = [each for operation in api.operations for each in operation.callbacks]
    return (each for callback in (*api.webhooks, *callbacks) for each in callback.operations)


def reasons(operation: Operation) -> str:
    """The documented statuses, each with what leads to it."""
    return "\n".join(f"- {line}" for each in operation.responses for line in _reason(each))


def _reason(response: Response) -> list[str]:
    if causes_of(response):
        return [f"{response.status} if {each.when.rstrip('.')}." for each in causes_of(response)]
    text = response.description.strip().partition("\n")[0]
    return [f"{response.status}: {text}" if text else response.status]


def described(operation: Operation, arguments: Iterable[tuple[str, str]] = ()) -> str:
    """Summary, description, arguments and statuses of an operation.

    `arguments`: what each is called in the language, and its description.
    """
    summary = operation.summary.strip() or operation.label
    if not summary.endswith((".", "!", "?")):
        summary += "."
    description = operation.description.strip()
    described = "" if description == operation.summary else description
    parts = [summary, described, _arguments(arguments), reasons(operation)]
    return "\n\n".join(filter(None, parts))


def _arguments(named: Iterable[tuple[str, str]]) -> str:
    """The first paragraph of each description; without one, an argument's name says enough."""
    first = ((name, " ".join(told.strip().partition("\n\n")[0].split())) for name, told in named)
    return "\n".join(f"- `{name}`: {told}" for name, told in first if told)


def method_name(operation: Operation) -> str:
    """The operationId in snake_case, without a path-like prefix that only repeats the tag."""
    prefix, _, rest = operation.id.partition("/")
    tag = operation.tags[0] if operation.tags else ""
    repeats = bool(words(rest)) and snake(prefix) == snake(tag)
    return snake(rest if repeats else operation.id, "operation")


def asked_for(name: str, media_type: str) -> str:
    """The name of a method as words, with the media type that it asks for."""
    spelled = {"text/plain": "text", "application/octet-stream": "bytes"}
    subtype = media_type.partition("/")[2].partition("+")[0].removeprefix("vnd.")
    kind = spelled.get(media_type, subtype)
    return f"stream {name}" if is_stream(media_type) else f"{name} as {kind}"


class Tagged(msgspec.Struct, frozen=True):
    """The operations of one tag, and what their module and class are called."""

    tag: str
    doc: str
    operations: tuple[Operation, ...]
    module: str
    name: str


def tag_groups(api: Api, *, modules: Scope, classes: Scope, suffix: str) -> list[Tagged]:
    """Operations by their first tag, in the document's order of tags; the scopes give the names."""
    docs = {each.name: each.description for each in api.tags}
    found: dict[str, list[Operation]] = {each.name: [] for each in api.tags}
    for operation in api.operations:
        found.setdefault(operation.tags[0] if operation.tags else "default", []).append(operation)
    return [
        Tagged(
            tag,
            docs.get(tag, ""),
            tuple(operations),
            modules.add(snake(tag, "tag")),
            classes.add(pascal(tag, "Tag") + suffix),
        )
        for tag, operations in found.items()
        if operations
    ]
