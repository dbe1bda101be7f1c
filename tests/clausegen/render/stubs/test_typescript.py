"""The TypeScript client compiles strictly and works; needs node, and npm's registry for tsc."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.render.generated import write_tree
from clausegen.render.typescript.syntax import camel, comment, literal
from clausegen.render.typescript.typescript_client import typescript_client
from clausegen.text.problems import SpecError
from running import ended
from test_injection import PAYLOADS, poisoned

HERE = Path(__file__).parent
CLIENT = HERE.parents[3] / "clients" / "typescript"
Compile = Callable[..., str]


def test_our_client(compiled: Compile, tmp_path: Path) -> None:
    assert compiled(CLIENT, "--outDir", str(tmp_path / "dist")) == ""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    node = ["node", str(HERE / "client_test.mjs"), str(tmp_path / "dist" / "index.js")]
    ran = ended(node)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_wrong_use_does_not_compile(compiled: Compile, tmp_path: Path) -> None:
    shutil.copytree(CLIENT, tmp_path / "client")
    (tmp_path / "client" / "src" / "wrong.ts").write_text(
        'import { Client } from "./index.js";\n'
        'void new Client({}).rooms.listRooms({ organizationId: "1", ordering: "name" });\n'
        'void new Client({}).rooms.createRoom({ organizationId: "1", body: {} });\n'
    )
    assert compiled(tmp_path / "client", "--noEmit").count("error TS") == 2


def clients(folder: Path, apis: Iterable[Api]) -> Path:
    """The clients of several documents in one folder."""
    for number, api in enumerate(apis):
        write_tree(folder / f"client{number}", typescript_client(api)[0])
    return folder


SENT = """\
https://a.example/shelves/1/books?ids=1%7C2&where%5Byear%5D=3 \
[["accept","application/json"],["authorization","Bearer k"],["cookie","session=s"],["x-limit","4"]]
session=s%3B%20admin=1
"""


def test_every_way_to_send_a_value(compiled: Compile, tmp_path: Path) -> None:
    folder = clients(tmp_path, [load_api(HERE / "shelves.yaml")])
    assert compiled(folder, "--outDir", str(tmp_path / "dist")) == ""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    script = """
    const { Client } = await import(process.argv[1]);
    let sent;
    const answer = async (url, init) => { sent = [url, init.headers]; return new Response("[]"); };
    const { books } = new Client({ baseUrl: "https://a.example", key: "k", fetch: answer });
    await books.listBooks({ shelfId: 1, ids: [1, 2], where: { year: 3 }, xLimit: 4, session: "s" });
    console.log(sent[0], JSON.stringify([...sent[1]]));
    await books.listBooks({ shelfId: 1, session: "s; admin=1" });
    console.log(sent[1].get("cookie"));
    """
    module = str(tmp_path / "dist" / "client0" / "src" / "index.js")
    node = ["node", "--input-type=module", "-e", script, module]
    ran = ended(node)
    assert (ran.stdout, ran.stderr) == (SENT, "")


def test_additional_attributes_have_a_type(compiled: Compile, tmp_path: Path) -> None:
    folder = clients(tmp_path, [load_api(HERE / "kennel.yaml")])
    use = folder / "client0" / "src" / "use.ts"
    head = 'import type { Prices } from "./models.js";\n'
    use.write_text(f'{head}export const a: Prices = {{ currency: "EUR", bath: {{ amount: 1 }} }};')
    assert compiled(folder, "--noEmit") == ""
    use.write_text(f'{head}export const a: Prices = {{ currency: "EUR", bath: 1 }};')
    assert compiled(folder, "--noEmit").count("error TS") == 1


def test_text_never_becomes_code(compiled: Compile, tmp_path: Path) -> None:
    """What is hostile in comments, strings and names compiles: it stays inside them."""
    apis = []
    for number, payload in enumerate(PAYLOADS):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(poisoned(payload)))
        with contextlib.suppress(SpecError):
            apis.append(load_api(path))
    assert len(apis) > len(PAYLOADS) / 2
    assert compiled(clients(tmp_path, apis), "--noEmit") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("list rooms", "listRooms"), ("URL", "url"), ("URLPath", "urlPath"), ("x-rate", "xRate")],
)
def test_camel_case(text: str, expected: str) -> None:
    assert camel(text, "value") == expected


def test_nothing_breaks_out_of_comments_and_strings() -> None:
    assert comment("a */ b\u2028c", 0) == "/** a *\\/ b c */\n"
    assert literal('a"\u2028\n\ud800`${x}') == '"a\\"\\u{2028}\\n\\u{d800}`${x}"'
