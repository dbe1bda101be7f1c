"""Schemathesis, driven: requests for one operation, and a search that ends in the smallest.

Only this module knows schemathesis. It generates; sending, real ids and judging are ours, so that
every request keeps the run's deadlines, limits and records. Some of what is used here is not its
public interface: its version is pinned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from clausegen.model import UNSET, Api
from clausegen.schemas import patterns

from clausecheck.search.smallest import Search

CONFIG = """
[generation]
with-security-parameters = false
database = "none"
[phases.coverage]
unexpected-methods = []
"""
VALUES = frozenset({"example", "examples", "default", "enum", "const"})
"""Keywords that hold values of the API, in which anything may be called pattern."""
KNOWN = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
APART = "~"
"""Between path and method where an operation stands apart."""
MAX_URL = 4000  # longer ones are refused by proxies, which says nothing about the API

Test = Callable[["Generated"], None]


class Generated(msgspec.Struct, frozen=True, kw_only=True):
    """A generated request, still without the values of a real target."""

    case: Any
    """Schemathesis' own."""
    is_valid: bool
    """It was generated to keep the document; the others were generated to break it."""
    odd_path: Mapping[str, str] = {}
    """Path values that were made wrong on purpose. All others are to be replaced by real ones."""
    body: Any = UNSET

    def request(
        self, path: Mapping[str, str], body: Any
    ) -> tuple[str, bytes | None, dict[str, str]]:
        """(query, payload, headers) with these values put in; the path is ours to write."""
        import requests

        case = self.case
        case.path_parameters = {**case.path_parameters, **path, **self.odd_path}
        if body is not UNSET:
            case.body = body
        given = case.as_transport_kwargs(base_url="http://localhost")
        wanted = ("method", "url", "params", "data", "json", "files", "headers", "cookies")
        prepared = requests.Request(**{key: given.get(key) for key in wanted}).prepare()
        parts = urlsplit(prepared.url or "")
        query = f"?{parts.query}" if parts.query else ""
        sent: Any = prepared.body
        known = {"content-type", "cookie", *(name.lower() for name in case.headers)}
        headers = {
            name: str(value) for name, value in prepared.headers.items() if name.lower() in known
        }
        content: bytes | None = sent.encode() if isinstance(sent, str) else sent
        return query, content, headers


class Engine:
    """Generates requests of one document's operations. Building it takes about half a second."""

    def __init__(self, document: Api) -> None:
        import schemathesis
        from schemathesis import openapi

        plain = _readable(msgspec.json.decode(msgspec.json.encode(document.bundle)))
        _spread(plain["paths"])
        self._schema = openapi.from_dict(plain, config=schemathesis.Config.from_str(CONFIG))
        self._schema.config.update(base_url="http://localhost")

    def fixed(self, method: str, path: str) -> Iterator[Generated]:
        """The requests of the examples and coverage phases: the same ones in each run."""
        from schemathesis import GenerationMode
        from schemathesis.generation.hypothesis.examples import generate_one

        operation = self._operation(method, path)
        for strategy in operation.get_strategies_from_examples():
            yield from _usable(generate_one(strategy))
        config = self._schema.config.generation_for(operation=operation, phase="coverage")
        for case in self._schema.iter_coverage_cases(
            operation, generation_modes=list(GenerationMode), generation_config=config
        ):
            yield from _usable(case)

    def search(
        self,
        method: str,
        path: str,
        test: Test,
        *,
        values: Mapping[str, str],
        count: int,
        seed: int,
    ) -> None:
        """The fuzzing phase: `count` valid and `count` invalid requests go through `test`.

        A fifth as many follow for each path parameter, with anything at all in its place.
        A ContractFailure is raised for the smallest request that was found to cause one.
        """
        from schemathesis import GenerationMode
        from schemathesis.generation.feedback import NO_FEEDBACK

        operation = self._operation(method, path)
        for mode in GenerationMode:
            strategy = operation.as_strategy(
                generation_mode=mode, path_parameters=dict(values), feedback=NO_FEEDBACK
            )
            _run(Search(count, seed), strategy, test)
        for name in values:
            pinned = {key: value for key, value in values.items() if key != name}
            strategy = operation.as_strategy(path_parameters=pinned, feedback=NO_FEEDBACK)
            _run(Search(max(1, count // 5), seed), strategy, test, odd=name)

    def _operation(self, method: str, path: str) -> Any:
        if method in KNOWN:
            return self._schema[path][method.upper()]
        return self._schema[f"{path}{APART}{method}"]["POST"]


def _spread(paths: dict[str, Any]) -> None:
    """Methods that schemathesis does not know stand as the POST of a path of their own."""
    for path, item in [*paths.items()]:
        others = {**item.pop("additionalOperations", {}), "query": item.pop("query", None)}
        for method, operation in others.items():
            if operation is not None:
                shared = {key: item[key] for key in ("parameters",) if key in item}
                paths[f"{path}{APART}{method}"] = {**shared, "post": operation}


def _readable(node: Any) -> Any:
    """Without regular expressions that Python cannot read: one would end its whole operation."""
    if isinstance(node, list):
        return [_readable(each) for each in node]
    if not isinstance(node, dict):
        return node
    known = {key: each if key in VALUES else _readable(each) for key, each in node.items()}
    if isinstance(pattern := known.get("pattern"), str) and patterns.python(pattern) is None:
        del known["pattern"]
    if isinstance(several := known.get("patternProperties"), dict):
        kept = {key: each for key, each in several.items() if patterns.python(key) is not None}
        known["patternProperties"] = kept
    return known


def _run(search: Search, strategy: Any, test: Test, odd: str | None = None) -> None:
    from hypothesis import given
    from hypothesis import seed as seeded

    def attempt(case: Any) -> None:
        for generated in _usable(case, odd):
            with search.attempt():
                test(generated)

    search.run(seeded(search.seed)(search.settings(given(case=strategy)(attempt))))


def _usable(case: Any, odd: str | None = None) -> Iterator[Generated]:
    """The case as ours, unless it is about the media type itself."""
    from schemathesis.core import NOT_SET
    from schemathesis.core.parameters import ParameterLocation

    meta = case.meta
    if meta is None or "content-type" in {key.lower() for key in case.headers}:
        return
    if odd is None and meta.is_negative_at(ParameterLocation.PATH):
        odd = getattr(meta.phase.data, "parameter", None)
    odd_path = {} if odd is None else {odd: str(case.path_parameters[odd])}
    if any(value in {"", ".", ".."} or "/" in value for value in odd_path.values()):
        return  # another path altogether
    if len(case.formatted_path) > MAX_URL:
        return
    body = UNSET if case.body is NOT_SET else case.body
    valid = meta.generation.mode.is_positive
    yield Generated(case=case, is_valid=valid, odd_path=odd_path, body=body)
