"""Which GET acts, by name or by sentence, and which only sounds as if."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.model.acting import acts
from tiny_servers import http


def read(folder: Path, *paths: str, **operation: Any) -> Api:
    """A document whose paths all have this GET."""
    get = {"responses": {"200": {"description": "Done."}}, **operation}
    info = {"title": "Acts", "version": "1"}
    file = folder / "openapi.json"
    told = {"openapi": "3.1.0", "info": info, "paths": {each: {"get": get} for each in paths}}
    file.write_text(json.dumps(told))
    return load_api(file)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/logout",
            "/signout",
            "/sign-out",
            "/log-out",
            "/auth/logOut",
            "/disconnect",
            "/shutdown",
        ),
        *("/session/end", "/end-session", "/logout/all", "/logout/everywhere", "/cache/clear/now"),
        *(
            "/reset",
            "/reset-token",
            "/reset_password",
            "/sendEmail",
            "/oauth2/revoke",
            "/delete-account",
        ),
    ],
)
def test_a_name_that_acts(path: str, tmp_path: Path) -> None:
    api = read(tmp_path, path)
    assert acts(api, api.operations[0])


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/shutdown-policy",
            "/shutdown/policy",
            "/logout/url",
            "/reset-reasons",
            "/stops",
            "/logs",
        ),
        *("/triggers", "/end-users", "/stop-words", "/signatures", "/deleted", "/cancellations"),
        *("/sent", "/send-options", "/logins", "/outages", "/clearance", "/"),
    ],
)
def test_a_name_that_only_sounds_so(path: str, tmp_path: Path) -> None:
    api = read(tmp_path, path)
    assert not acts(api, api.operations[0])


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            "Ends the session",
            "End the session",
            "Logs the user out.",
            "Log out",
            "Sign out of all",
        ),
        *(
            "Revokes all tokens.",
            "Reset the counter",
            "Deletes a note",
            "Send a mail",
            "Trigger a build",
        ),
        *("Returns a note and deletes it.", "A link of a mail. This operation cancels the order."),
    ],
)
@pytest.mark.parametrize("where", ["summary", "description"])
def test_a_sentence_that_acts(where: str, sentence: str, tmp_path: Path) -> None:
    api = read(tmp_path, "/things", **{where: sentence})
    assert acts(api, api.operations[0])


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            "Triggers of a project",
            "Trigger types",
            "Stops near a place",
            "Logs of a run",
            "Resets of",
        ),
        *(
            "Get the notes that somebody deletes",
            "Deleted notes",
            "Reset policy",
            "After it expires",
        ),
        *(
            "Lists what a rule sends",
            "Signs of life in and out of town",
            "A session ends after a day.",
        ),
    ],
)
def test_a_sentence_that_only_sounds_so(sentence: str, tmp_path: Path) -> None:
    api = read(tmp_path, "/things", summary=sentence)
    assert not acts(api, api.operations[0])


def test_a_sentence_may_say_that_a_name_deceives(tmp_path: Path) -> None:
    api = read(tmp_path, "/logout", summary="Get the address of the page that logs out")
    assert not acts(api, api.operations[0])
    api = read(
        tmp_path, "/auth/logout", summary="Get Auth Logout"
    )  # made of the path: says nothing
    assert acts(api, api.operations[0])


def test_what_is_changed_there_is_a_thing(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    read(tmp_path, "/reset")
    told = json.loads(file.read_text())
    told["paths"]["/reset"]["put"] = told["paths"]["/reset"]["get"]
    file.write_text(json.dumps(told))
    api = load_api(file)
    assert not acts(api, api.operations[0])


@pytest.mark.parametrize(
    ("said", "allowed"), [({"x-contract": {"effect": "none"}}, False), ({}, True)]
)
def test_it_is_sent_where_somebody_says_so(said: Any, *, allowed: bool, tmp_path: Path) -> None:
    api = read(tmp_path, "/logout", **said)
    with http(lambda _: (200, {}, b"")) as url:
        client = Client(api, load_target(None, base_url=url, allow_actions=allowed))
        assert client.call("getLogout").status == 200
