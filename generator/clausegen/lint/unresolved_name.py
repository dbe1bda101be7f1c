"""x-contract and links speak of operations, parameters and attributes by name: each must exist."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.model import Api, Operation, Parameter, Response, Schema, relations
from clausegen.text.problems import Problem
from clausegen.words.vocabulary import KEY, Deletion, References


def check(subject: Subject) -> Iterator[Problem]:
    names = _Names(subject.api)
    for operation in subject.api.operations:
        yield from names.operation(operation)
    for schema in subject.api.schemas.values():
        yield from names.schema(schema)


class _Names:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.ids = {each.id for each in api.operations}
        self.path_parameters = {
            each.name for operation in api.operations for each in operation.parameters_in("path")
        }

    def _problem(self, what: str, at: str, hint: str = "") -> Problem:
        return Problem("unresolved_name", what, self.api.place(at), hint)

    def _operation(self, name: str, at: str) -> Iterator[Problem]:
        if name not in self.ids:
            yield self._problem(f"there is no operation {name}", at)

    def _attribute(self, name: str, schema: Schema | None, of: str, at: str) -> Iterator[Problem]:
        known = [each.name for each in self.api.attributes(schema)] if schema else []
        if name not in known:
            hint = f"{of} has {', '.join(known)}." if known else ""
            yield self._problem(f"{of} has no attribute {name}", at, hint)

    def operation(self, operation: Operation) -> Iterator[Problem]:
        if operation.words.deletion is not None:
            yield from self._deletion(operation, operation.words.deletion)
        for parameter in operation.parameters_in("query"):
            yield from self._parameter(operation, parameter)
        for response in operation.responses:
            yield from self._causes(operation, response)
            for link in response.links:
                at = f"{response.pointer}/links/{link.name}"
                yield from self._operation(link.operation, at)

    def _deletion(self, operation: Operation, word: Deletion) -> Iterator[Problem]:
        at = f"{operation.pointer}/{KEY}/deletion"
        for key, name in (("retrieve", word.retrieve), ("list", word.list)):
            if name is not None:
                yield from self._operation(name, f"{at}/{key}")
        if word.flag is not None and word.retrieve in self.ids:
            reader = self.api.operation(word.retrieve)
            schema = relations.response_schema(reader)
            yield from self._attribute(word.flag, schema, f"what {reader.id} answers", f"{at}/flag")

    def _parameter(self, operation: Operation, parameter: Parameter) -> Iterator[Problem]:
        at = f"{parameter.pointer}/{KEY}"
        items = relations.items_schema(self.api, operation)
        of = f"an item of {operation.id}"
        if parameter.words.filter is not None:
            name = parameter.words.filter.attribute
            yield from self._attribute(name, items, of, f"{at}/filter/attribute")
        options = parameter.words.ordering.options if parameter.words.ordering else ()
        for option in options:
            yield from self._attribute(option.by, items, of, f"{at}/ordering/{option.value}/by")
        allowed = self.api.resolve(parameter.schema).enum if parameter.schema else None
        if options and allowed is not None:
            said = {option.value for option in options}
            for value in sorted(said.symmetric_difference(map(str, allowed))):
                message = f"{value} is not both a value of {parameter.name} and in its ordering"
                yield self._problem(message, f"{at}/ordering")

    def _causes(self, operation: Operation, response: Response) -> Iterator[Problem]:
        known = {each.name for each in operation.parameters_in("path")}
        for index, cause in enumerate(response.words.causes):
            at = f"{response.pointer}/{KEY}/causes/{index}"
            if cause.unknown is not None and cause.unknown not in known:
                message = f"{operation.id} has no path parameter {cause.unknown}"
                yield self._problem(message, f"{at}/unknown")
            if cause.input is not None and operation.body is None:
                message = f"{operation.id} takes no payload that could be {cause.input}"
                yield self._problem(message, f"{at}/input")

    def schema(self, schema: Schema) -> Iterator[Problem]:
        owner = schema.name or "the schema"
        page = schema.words.pagination
        if page is not None:
            for key in ("items", "next", "previous"):
                name = getattr(page, key)
                at = f"{schema.pointer}/{KEY}/pagination/{key}"
                yield from self._attribute(name, schema, owner, at) if name else ()
        for attribute in (each for part in (schema, *schema.all_of) for each in part.properties):
            words, at = attribute.schema.words, f"{attribute.schema.pointer}/{KEY}"
            if words.object_of is not None:
                yield from self._attribute(words.object_of, schema, owner, f"{at}/object_of")
            if words.references is not None:
                yield from self._references(words.references, f"{at}/references")
            if words.uniqueness is not None:
                yield from self._path_parameter(words.uniqueness.within, f"{at}/uniqueness/within")

    def _path_parameter(self, name: str, at: str) -> Iterator[Problem]:
        if name not in self.path_parameters:
            yield self._problem(f"there is no path parameter {name}", at)

    def _references(self, word: References, at: str) -> Iterator[Problem]:
        if word.operation is None:
            yield from self._path_parameter(word.parameter, f"{at}/parameter")
            return
        if word.operation not in self.ids:
            yield from self._operation(word.operation, f"{at}/operation")
            return
        operation = self.api.operation(word.operation)
        if word.parameter not in {each.name for each in operation.parameters_in("path")}:
            message = f"{operation.id} has no path parameter {word.parameter}"
            yield self._problem(message, f"{at}/parameter")
        schema = relations.response_schema(operation)
        for name in word.having:
            of = f"what {operation.id} answers"
            yield from self._attribute(name, schema, of, f"{at}/having")
