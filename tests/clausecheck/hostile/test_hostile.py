"""Whatever a server does, the run ends by itself, soon, in little memory, and never as a pass."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from clausecheck.http.connection import Connection
from clausecheck.http.served import fetched
from clausecheck.http.target import Target, TargetError
from hostile_run import Ended
from hostile_servers import ON_CONNECTION, ON_REQUEST, Server

Hostile = Callable[..., Ended]

BRANDS = ("-k", "Brand")
"""A part of the suite with every kind of clause: lists, payloads, refusals, generated requests."""
MEGABYTES = 400
PLAIN_HTTP = [name for name in ON_CONNECTION if name != "self_signed"]
UNREACHABLE = {*PLAIN_HTTP, "dies", "silent", "resets", "slow_head", "slow_body"}
"""Nothing of them is an answer, so that a run does not even begin."""
LATER = (
    "always_401",
    "always_500",
    "deep_json",
    "dies",
    "gigabyte_by_chunks",
    "resets",
    "silent",
    "slow_body",
    "too_many_requests",
)


def is_no_pass(ended: Ended) -> None:
    """What holds for every run against a hostile server."""
    assert ended.exit_code in {1, 2, 3}, ended.output
    assert ended.peak < MEGABYTES, f"{ended.peak:.0f} MB"
    assert "Traceback" not in ended.output, ended.output
    assert len(ended.output.splitlines()) < 120
    assert max(len(line) for line in ended.output.splitlines()) < 1500
    if ended.exit_code in {1, 3}:
        assert ended.output.count(" clauses: ") == 1, "one summary"
        assert ended.report is not None
        assert ended.report["verdict"] != "kept"
    else:
        assert len(ended.output.splitlines()) <= 3, "one message"


@pytest.mark.parametrize("name", ON_REQUEST)
def test_from_the_first_request(hostile: Hostile, name: str) -> None:
    ended = hostile(name, *BRANDS)
    is_no_pass(ended)
    if name in UNREACHABLE:
        assert ended.exit_code == 2
        assert "no HTTP server answers there" in ended.output


@pytest.mark.parametrize("name", PLAIN_HTTP)
def test_no_http_at_all(hostile: Hostile, name: str) -> None:
    ended = hostile(name, bound=30)
    is_no_pass(ended)
    assert ended.exit_code == 2
    assert "no HTTP server answers there" in ended.output


@pytest.mark.parametrize("name", LATER)
def test_half_way(hostile: Hostile, name: str) -> None:
    """The first requests went well, so that clauses were kept before the trouble began."""
    ended = hostile(name, *BRANDS, after=40)
    is_no_pass(ended)
    assert ended.exit_code == 1
    assert ended.having("kept"), "there was something to be deceived by"
    assert len(ended.having("kept")) < 80


@pytest.mark.parametrize("name", ["dies", "silent", "resets"])
def test_gives_up_on_a_dead_server(hostile: Hostile, name: str) -> None:
    """The rest of the whole suite costs nothing any more, and says why it was not checked."""
    ended = hostile(name, after=60)
    is_no_pass(ended)
    assert any("stopped answering" in each for each in ended.reasons)
    assert len(ended.having("not checked")) > 500
    assert not ended.having("broken"), "a server that is gone breaks no clause"
    assert len(ended.output.splitlines()) < 40


def test_lost_credentials(hostile: Hostile) -> None:
    """401 to everything half-way is no evidence for any clause about refusals."""
    ended = hostile("always_401", after=60)
    is_no_pass(ended)
    assert any("credentials" in each for each in ended.reasons)
    kept = {each for each in ended.having("kept") if each.endswith("unauthenticated")}
    assert kept <= {"listRooms.401.unauthenticated"}, "the first one came before the trouble"


def test_https_to_what_speaks_no_tls(run: Callable[..., Ended]) -> None:
    server = Server("ssh_banner")
    ended = run(f"https://{server.address}", bound=30)
    server.close()
    is_no_pass(ended)
    assert ended.exit_code == 2
    assert "TLS" in ended.output


def test_self_signed_certificate(run: Callable[..., Ended], tmp_path: Path) -> None:
    server = Server("self_signed", certificate=_certificate(tmp_path))
    ended = run(f"https://{server.address}", bound=30)
    assert ended.exit_code == 2
    assert "connection.ca_file" in ended.output, "how to mend it"
    for setting in (f"connection.ca_file={tmp_path / 'server.pem'}", "connection.insecure=true"):
        trusted = run(
            f"https://{server.address}", "-k", "listBrands", "--contract-target-set", setting
        )
        is_no_pass(trusted)
        assert trusted.exit_code == 1, trusted.output
    server.close()


def test_a_document_behind_a_self_signed_certificate(tmp_path: Path) -> None:
    """It is trusted as the target is: what the server answers here is no document."""
    server = Server("self_signed", certificate=_certificate(tmp_path))
    url = f"https://{server.address}"
    with pytest.raises(TargetError, match=r"give connection\.ca_file"):
        fetched(f"{url}/openapi.json", tmp_path, Target(base_url=url))
    for trusted in (Connection(insecure=True), Connection(ca_file=tmp_path / "server.pem")):
        with pytest.raises(TargetError, match="what is there is no OpenAPI document"):
            fetched(f"{url}/openapi.json", tmp_path, Target(base_url=url, connection=trusted))
    server.close()


def _certificate(folder: Path) -> Path:
    if shutil.which("openssl") is None:
        lack = pytest.fail if os.environ.get("CLAUSEKIT_REQUIRE_TOOLS") else pytest.skip
        lack("openssl is needed to make a certificate")
    key, certificate, both = (folder / f"{each}.pem" for each in ("key", "certificate", "server"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(key.read_text() + certificate.read_text())
    return both
