"""What is newer than the stubs survives them: unknown attributes, values and alternatives."""

from __future__ import annotations

import asyncio
import copy
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest
from clausegen.load import load_api
from clausegen.render.python.client.python_client import python_client
from clausegen.render.python.server.server_stub import server_stub

KENNEL = Path(__file__).with_name("kennel.yaml")
NEW = {"invented": {"by": [1, "a"]}}
KNOWN = {"pet": {"kind": "cat", "name": "Tom"}, "others": []}
Stub = Callable[[Path], ModuleType]


class Call:
    """A client of the kennel, synchronous or not, and what it sent."""

    def __init__(self, package: ModuleType, *, is_async: bool) -> None:
        self.package = package
        self.is_async = is_async
        self.sent: list[httpx.Request] = []

    def __call__(self, method: str, answer: Any, **given: Any) -> Any:
        def handle(request: httpx.Request) -> httpx.Response:
            self.sent.append(request)
            return httpx.Response(200, json=answer)

        transport = httpx.MockTransport(handle)
        if self.is_async:
            client = self.package.AsyncClient(transport=transport)
            return asyncio.run(getattr(client.default, method)(**given))
        return getattr(self.package.Client(transport=transport).default, method)(**given)


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, client: Stub) -> Call:
    return Call(client(KENNEL), is_async=request.param == "async")


@pytest.fixture
def models(call: Call) -> ModuleType:
    return importlib.import_module(f"{call.package.__name__}.models")


ANSWERS = {
    "nothing new": KNOWN,
    "an attribute": {**KNOWN, **NEW},
    "an attribute of a part": {**KNOWN, "others": [{"kind": "dog", "age": 3, **NEW}]},
    "an alternative": {**KNOWN, "pet": {"kind": "cow", "milk": True, **NEW}},
    "an alternative in a list": {**KNOWN, "others": [{"kind": "cow"}, {"kind": "dog", "age": 1}]},
    "an alternative of another shape": {**KNOWN, "pet": {"kind": "cat"}},
    "a name that is ours": {**KNOWN, "pet": {"kind": "cow", "(additional)": 5}},
    "a part that shares the name of a field": {**KNOWN, "additional": "text", "additional_": 1},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_was_read_is_written_as_it_was(call: Call, name: str) -> None:
    answer = call("read_pet", ANSWERS[name], pet_id="1")
    call("write_pet", ANSWERS[name], pet_id="1", body=answer)
    assert json.loads(call.sent[1].content) == ANSWERS[name]


def test_new_attributes_are_at_hand(call: Call, models: ModuleType) -> None:
    answer = call(
        "read_pet", {**KNOWN, **NEW, "pet": {"kind": "cat", "name": "T", **NEW}}, pet_id="1"
    )
    assert answer.additional == NEW
    assert answer.pet == models.Cat(name="T", additional=NEW)
    assert copy.copy(answer) == answer
    assert msgspec.structs.replace(answer, others=[]).additional == NEW
    assert "additional" not in repr(models.Dog(age=1))


def test_unknown_alternatives_are_dicts(call: Call, models: ModuleType) -> None:
    others = [{"kind": "cow"}, {"name": "no kind"}, {"kind": "dog", "age": 1}]
    answer = call("read_pet", {**KNOWN, "others": others}, pet_id="1")
    assert answer.others == [*others[:2], models.Dog(age=1)]


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        ({"number": "1", "holder": "A"}, "Card"),
        ({"number": "1", "bank": "B"}, "Transfer"),
        ({"number": "1"}, "Card"),
        ({"number": 1}, "dict"),
        ("cash", "str"),
        (None, "NoneType"),
    ],
)
def test_alternatives_without_tags(call: Call, payment: Any, kind: str) -> None:
    answer = call("read_pet", {**KNOWN, "payment": payment}, pet_id="1")
    assert type(answer.payment).__name__ == kind


def test_other_kinds_of_values_are_no_alternatives(call: Call) -> None:
    with pytest.raises(call.package.UnexpectedAnswer):
        call("read_pet", {**KNOWN, "pet": 1}, pet_id="1")


def test_alternatives_inside_alternatives_take_no_longer(call: Call) -> None:
    answer: dict[str, Any] = {"number": 1}
    for _ in range(150):
        answer = {"number": "1", "next": answer}
    found = call("read_pet", {**KNOWN, "payment": answer}, pet_id="1")
    for _ in range(150):
        assert type(found.payment).__name__ == "Card"
        found.payment = found.payment.next
    assert found.payment == {"number": 1}


def test_typed_additional_attributes(call: Call, models: ModuleType) -> None:
    prices = {"currency": "EUR", "bath": {"amount": 5, **NEW}}
    answer = call("write_prices", prices, body=models.Prices(currency="EUR"))
    assert json.loads(call.sent[0].content) == {"currency": "EUR"}
    assert answer.additional == {"bath": models.Price(amount=5, additional=NEW)}
    call(
        "write_prices",
        prices,
        body=answer,
        filter=models.Prices(currency="EUR", additional={"a": 1}),
    )
    assert json.loads(call.sent[1].content) == prices
    assert dict(call.sent[1].url.params) == {"filter[currency]": "EUR", "filter[a]": "1"}
    with pytest.raises(call.package.UnexpectedAnswer):
        call("write_prices", {"currency": "EUR", "bath": 5}, body=answer)


def asked(stub: ModuleType, method: str, path: str, **given: Any) -> httpx.Response:
    models = importlib.import_module(f"{stub.__name__}.models")

    class Kennel(stub.DefaultApi):  # type: ignore[misc,name-defined]
        def write_prices(self, _call: Any, *, body: Any, **_: Any) -> Any:
            assert all(isinstance(each, models.Price) for each in body.additional.values())
            return body

        def write_pet(self, _call: Any, *, body: Any, **_: Any) -> Any:
            return body

    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(stub.create_app(Kennel(), debug=True))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **given)

    return asyncio.run(once())


def test_the_server_keeps_additional_attributes(server: Stub) -> None:
    prices = {"currency": "EUR", "bath": {"amount": 5}, "food": {"amount": 7}}
    answer = asked(server(KENNEL), "PUT", "/prices", json=prices)
    assert (answer.status_code, answer.json()) == (200, prices)


def test_the_server_refuses_additional_attributes_of_another_type(server: Stub) -> None:
    answer = asked(server(KENNEL), "PUT", "/prices", json={"currency": "EUR", "bath": 5})
    assert answer.status_code == 400
    assert "Expected `object`, got `int`" in answer.json()["detail"]


@pytest.mark.parametrize("pet", [{"kind": "cow"}, {"name": "Tom"}])
def test_the_server_refuses_unknown_alternatives(server: Stub, pet: dict[str, str]) -> None:
    stub = server(KENNEL)
    assert asked(stub, "PUT", "/pets/1", json=KNOWN).json() == KNOWN
    assert asked(stub, "PUT", "/pets/1", json={**KNOWN, "pet": pet}).status_code == 400


def test_alternatives_without_a_tag_are_told_apart_by_their_attributes() -> None:
    api = load_api(KENNEL)
    files, problems = server_stub(api)
    assert problems == python_client(api)[1] == ()
    models = files["models.py"]
    text = models.decode() if isinstance(models, bytes) else models
    assert "Payment: TypeAlias = OneOf[Card | Transfer]" in text
