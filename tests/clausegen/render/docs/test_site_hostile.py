"""Whatever a document's author writes comes out as text, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.render.docs.prose import Prose
from clausegen.render.docs.site import Options, render_site
from site_reader import dead_links, pages

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
QUOTED = "\"'><svg onload=alert(3)> {{ 7 * 7 }} </textarea></script>"
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {
        "title": f"Evil {SCRIPT}",
        "version": QUOTED,
        "summary": SCRIPT,
        "description": f"# Title {SCRIPT}\n\n[here](javascript:alert(4)) {QUOTED}\n\n![p](http://e.example/p.png)",
        "contact": {"url": "javascript:alert(5)", "email": QUOTED},
        "license": {"name": SCRIPT, "url": "javascript:alert(6)"},
        "termsOfService": "javascript:alert(7)",
    },
    "externalDocs": {"url": "javascript:alert(8)"},
    "servers": [
        {
            "url": "https://e.example'; script-src *;/{v}",
            "description": SCRIPT,
            "variables": {"v": {"default": QUOTED}},
        }
    ],
    "tags": [
        {"name": QUOTED, "description": SCRIPT, "externalDocs": {"url": "javascript:alert(9)"}}
    ],
    "paths": {
        "/a/{<b>}": {
            "post": {
                "operationId": "../../x<script>",
                "summary": SCRIPT,
                "tags": [QUOTED],
                "description": (
                    "<a href='javascript:alert(10)' onclick='alert(11)'>a</a> "
                    "<iframe src=//e></iframe> <style>*{}</style>"
                ),
                "parameters": [
                    {
                        "name": "<b>",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "pattern": QUOTED, "example": QUOTED},
                    },
                    {
                        "name": QUOTED,
                        "in": "query",
                        "required": True,
                        "schema": {"enum": [SCRIPT, QUOTED], "default": SCRIPT},
                    },
                ],
                "requestBody": {
                    "content": {
                        f"application/json{QUOTED}": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    QUOTED: {
                                        "type": "string",
                                        "title": SCRIPT,
                                        "description": QUOTED,
                                    }
                                },
                            },
                            "examples": {SCRIPT: {"summary": QUOTED, "value": {QUOTED: SCRIPT}}},
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": SCRIPT,
                        "headers": {QUOTED: {"schema": {"type": "string"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Ev.il-1": {
                "description": SCRIPT,
                "oneOf": [
                    {"title": QUOTED, "type": "object", "properties": {"a": {"const": SCRIPT}}},
                    {"type": "string", "title": SCRIPT},
                ],
            }
        }
    },
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("hostile") / "openapi.json"
    path.write_text(json.dumps(DOCUMENT))
    return render_site(load_api(path), Options(base_url="https://docs.example"))


def test_scripts_come_out_as_text(hostile: dict[str, bytes]) -> None:
    for name, page in pages(hostile).items():
        assert page.inline == [], name
        assert page.tags.count("script") == 2, name
        assert not {"img", "iframe", "style", "object", "embed"} & {*page.tags}, name
        assert page.tags.count("svg") == 3, name
        assert "alert(1)" in page.text or name == "schemas/index.html"


def test_no_link_runs_code(hostile: dict[str, bytes]) -> None:
    for page in pages(hostile).values():
        for link in page.links:
            assert not link.strip().lower().startswith(("javascript:", "data:", "vbscript:")), link
    assert list(dead_links(hostile)) == []


def test_files_stay_below_the_site(hostile: dict[str, bytes]) -> None:
    assert not [name for name in hostile if ".." in name.split("/") or "<" in name]


def test_the_policy_takes_no_text_of_the_document(hostile: dict[str, bytes]) -> None:
    head = hostile["index.html"].decode().split("</head>")[0]
    assert "script-src *" not in head
    assert head.count("script-src") == 1


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "<a href=' javascript:alert(1)'>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<javascript:alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
        "![a](javascript:alert(1))",
        "<form action='//e'><button formaction='javascript:alert(1)'>a</button></form>",
        "[a](//elsewhere.example)",
    ],
)
def test_prose_drops_the_link_and_keeps_the_text(text: str) -> None:
    html = Prose(lambda _: None)(text)
    assert "href" not in html
    assert "formaction" not in html


def test_prose_keeps_what_is_safe() -> None:
    html = Prose(lambda link: f"/{link}")(
        "**a** `b` [c](https://d.example) [e](f)\n\n|g|\n|-|\n|h|"
    )
    for wanted in (
        "<strong>a</strong>",
        "<code>b</code>",
        'href="https://d.example"',
        'href="/f"',
        "<td>h</td>",
    ):
        assert wanted in html


def test_names_become_paths_that_never_collide(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    names = ["A", "a", "A ", "index", "CON.", "x" * 300, "ü"]
    paths = {
        f"/{number}": {"get": {"operationId": name, "responses": {}}}
        for number, name in enumerate(names)
    }
    path.write_text(
        json.dumps({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths})
    )
    site = render_site(load_api(path), Options())
    made = [name for name in site if name.startswith("operations/") and name.endswith(".html")]
    assert len({name.casefold() for name in made}) == len(names)
    assert max(map(len, made)) < 120
