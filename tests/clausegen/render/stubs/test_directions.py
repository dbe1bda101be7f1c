"""Where a schema's request and answer differ, both languages have a type for each."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
from clausegen.commands.docs import command as docs
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.typescript.typescript_client import typescript_client
from click.testing import CliRunner

Generate = Callable[[str | Path], ModuleType]

DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses:
        "201":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
    put:
      operationId: replacePets
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Shelter"}}}
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {$ref: "#/components/schemas/Shelter"}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: "#/components/schemas/Dog"}, {$ref: "#/components/schemas/Cat"}]
      discriminator: {propertyName: kind}
    Dog:
      type: object
      required: [kind, id, secret]
      properties:
        kind: {const: dog, readOnly: true}
        id: {$ref: "#/components/schemas/Id"}
        secret: {type: string, writeOnly: true}
    Cat:
      allOf:
        - {$ref: "#/components/schemas/Made"}
        - type: object
          required: [kind, mood]
          properties: {kind: {const: cat}, mood: {$ref: "#/components/schemas/Mood"}}
    Made: {type: object, required: [id], properties: {id: {$ref: "#/components/schemas/Id"}}}
    Id: {type: integer, readOnly: true}
    Mood: {type: object, properties: {name: {type: string}}}
    Shelter:
      type: object
      required: [pets, boss]
      additionalProperties: false
      properties:
        boss: {type: string, readOnly: true}
        pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}
"""


def fields(package: ModuleType) -> dict[str, dict[str, str]]:
    """The annotations of the classes of a package."""
    models = importlib.import_module(f"{package.__name__}.models")
    return {
        name: dict(each.__annotations__)
        for name, each in vars(models).items()
        if isinstance(each, type) and each.__module__ == models.__name__
    }


EXPECTED = {
    "DogInput": {"secret": "str"},
    "Dog": {"id": "Id"},
    "CatInput": {"mood": "Mood"},
    "Cat": {"id": "Id", "mood": "Mood"},
    "Mood": {"name": "str | UnsetType"},
    "ShelterInput": {"pets": "list[PetInput]"},
    "Shelter": {"boss": "str", "pets": "list[Pet]"},
}


def test_classes_of_a_client(client: Generate) -> None:
    assert fields(client(DOCUMENT)) == EXPECTED


def test_a_closed_class_of_a_server_takes_back_what_it_gave(server: Generate) -> None:
    returned = {"boss": "str | UnsetType", "pets": "list[PetInput]"}
    assert fields(server(DOCUMENT)) == EXPECTED | {"ShelterInput": returned}


def test_each_side_gets_what_is_for_it(client: Generate, server: Generate) -> None:
    package, stub = client(DOCUMENT), server(DOCUMENT)
    sent, given = (importlib.import_module(f"{each.__name__}.models") for each in (package, stub))
    seen: list[Any] = []

    def create_pet(_: Any, call: Any, *, body: Any) -> Any:
        seen.extend((call.body, body))
        return given.Dog(id=7)

    app = stub.create_app(type("Pets", (stub.DefaultApi,), {"create_pet": create_pet})())

    async def send() -> Any:
        async with package.AsyncClient(transport=httpx.ASGITransport(app)) as sending:
            return await sending.default.create_pet(body=sent.DogInput(secret="s"))

    assert asyncio.run(send()) == sent.Dog(id=7)
    assert seen == [b'{"kind":"dog","secret":"s"}', given.DogInput(secret="s")]


USE = """
import { Client, type Pet, type PetInput } from "./index.js";
export async function use(client: Client): Promise<number> {
  const sent: PetInput = { kind: "dog", secret: "s" };
  const pet: Pet = await client.default.createPet({ body: sent });
  // @ts-expect-error: it is read-only
  const wrong: PetInput = { kind: "cat", mood: {}, id: 1 };
  // @ts-expect-error: it is write-only
  const secret = (pet as Extract<Pet, { kind: "dog" }>).secret;
  return pet.id + [wrong, secret].length;
}
"""


def test_types_of_typescript(tmp_path: Path, compiled: Callable[..., str]) -> None:
    (tmp_path / "pets.yaml").write_text(DOCUMENT)
    folder = tmp_path / "clients"
    write_tree(folder / "pets", typescript_client(load_api(tmp_path / "pets.yaml"))[0])
    (folder / "pets" / "src" / "use.ts").write_text(USE)
    assert compiled(folder, "--noEmit", "--noUnusedLocals", "false") == ""


def test_samples_of_the_documentation_send_the_class_of_requests(tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text(DOCUMENT.replace("[pets, boss]", "[boss]"))
    asked = [str(tmp_path / "pets.yaml"), "--client", "pip install x", "--out", str(tmp_path / "d")]
    assert CliRunner().invoke(docs, asked).exit_code == 0
    page = (tmp_path / "d" / "operations" / "replacePets.md").read_text()
    assert "from pets_client.models import ShelterInput\n" in page
    assert "body=ShelterInput(" in page
