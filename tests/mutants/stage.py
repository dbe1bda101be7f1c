"""Where a mutant makes its change: the mock, open at its seams, and put back afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from clausemock import app as mock_app
from clausemock.traffic import App
from giosg_mock import tables
from giosg_mock.access import Access
from giosg_mock.stub import ApiError

from mutants.exchange import Edit, Exchange, finder, surrounded

Change = Callable[["Stage"], None]


@cache
def _document() -> Api:
    return load_api(manifest_of("giosg").document)


class Stage:
    """The mock as one mutant changes it. `operation` is what is being called now."""

    def __init__(self) -> None:
        self.operation: str | None = None
        self.changes = 0
        self._cause: str | None = None
        self._before: dict[str, list[Edit]] = defaultdict(list)
        self._after: dict[str, list[Edit]] = defaultdict(list)
        self._undo: list[Callable[[], Any]] = []

    @property
    def api(self) -> Api:
        return _document()

    def before(self, operations: str, edit: Edit) -> None:
        """Shows each request of these operations (between blanks) to `edit`."""
        self._register(self._before, operations, edit)

    def after(self, operations: str, edit: Edit) -> None:
        """Shows each answer of these operations (between blanks) to `edit`."""
        self._register(self._after, operations, edit)

    def patch(self, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
        """Puts what `make` makes of a method in its place."""
        self.changes += 1
        self._patch(owner, name, make)

    def view(self, name: str, make: Callable[[str], str]) -> None:
        """Changes the SQL of a view. Raises ValueError if that leaves it as it was."""
        views, original = vars(tables)["VIEWS"], tables.VIEWS[name]
        changed = make(original)
        if changed == original:
            raise ValueError(f"the view {name} is no longer what the mutant expects")
        self.changes += 1
        views[name] = changed
        self._undo.append(lambda: views.update({name: original}))

    def add_view(self, name: str, sql: str) -> None:
        """Adds a view to the mock's database."""
        self.changes += 1
        views = vars(tables)["VIEWS"]
        views[name] = sql
        self._undo.append(lambda: views.pop(name))

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Sees which operation is called and why it is refused; undoes all changes at the end."""
        self._patch(Access, "admit", self._watched)
        self._patch(mock_app, "build", self._surrounded)
        self._patch(mock_app, "load_api", lambda _: lambda *_, **__: self.api)
        try:
            yield
        finally:
            while self._undo:
                self._undo.pop()()

    def _register(self, edits: dict[str, list[Edit]], operations: str, edit: Edit) -> None:
        known = {each.id for each in self.api.operations}
        for operation in operations.split():
            if operation not in known:
                raise ValueError(f"there is no operation {operation}")
            edits[operation].append(edit)
            self.changes += 1

    def _patch(self, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
        original = getattr(owner, name)
        setattr(owner, name, make(original))
        self._undo.append(lambda: setattr(owner, name, original))

    def _watched(self, admit: Callable[..., Any]) -> Callable[..., Any]:
        def watched(access: Access, call: Any) -> Any:
            self.operation = call.operation
            self._cause = None
            try:
                return admit(access, call)
            except ApiError as error:
                self._cause = error.cause
                raise

        return watched

    def _surrounded(self, build: Callable[..., App]) -> Callable[..., App]:
        def built(*arguments: Any) -> App:
            app = build(*arguments)
            return surrounded(app, finder(self.api), self._show_request, self._show_answer)

        return built

    def _show_request(self, exchange: Exchange) -> None:
        for edit in self._before[exchange.operation]:
            edit(exchange)

    def _show_answer(self, exchange: Exchange) -> None:
        exchange.cause, self._cause = self._cause, None
        for edit in self._after[exchange.operation]:
            edit(exchange)
