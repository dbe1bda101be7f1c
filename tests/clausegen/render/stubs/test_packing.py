"""What the clients' READMEs say about installing them, done."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from clausegen.load import load_api
from clausegen.render.python.client.python_client import python_client
from clausegen.render.typescript.typescript_client import typescript_client
from running import ended

CLIENTS = Path(__file__).parents[4] / "clients"


def test_the_typescript_client_is_packed_as_a_module(
    compiled: Callable[..., str], tmp_path: Path
) -> None:
    made = tmp_path / "client"
    shutil.copytree(CLIENTS / "typescript", made)
    assert compiled(made) == ""
    pack = ["npm", "pack", "--ignore-scripts", "--silent"]  # tsc has just run
    done = ended(pack, cwd=made)
    assert done.returncode == 0, done.stderr
    name = json.loads((made / "package.json").read_text())["name"]
    installed = tmp_path / "app" / "node_modules" / name
    with tarfile.open(made / done.stdout.strip()) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    shutil.copytree(tmp_path / "unpacked" / "package", installed)
    assert (installed / "dist" / "index.d.ts").is_file()
    assert not (installed / "src").exists()
    (tmp_path / "app" / "use.mjs").write_text(
        f'import {{ ApiError, Client }} from "{name}";\n'
        'console.log(new Client({ apiToken: "t" }) instanceof Client, typeof ApiError);\n'
    )
    used = ended(["node", "use.mjs"], cwd=tmp_path / "app")
    assert used.stdout.strip() == "true function", used.stderr
    (tmp_path / "app" / "answering.mjs").write_text(ANSWERING)
    (tmp_path / "app" / "readme.mjs").write_text(sample(made, "ts"))
    shown = ended(["node", "--import", "./answering.mjs", "readme.mjs"], cwd=tmp_path / "app")
    assert shown.stdout.startswith(f"GET {LISTED}\n"), shown.stderr
    assert "results: []" in shown.stdout


LISTED = "https://service.giosg.com/api/v5/orgs/7f9e9580-095b-42c7-838c-c04e667b26f7/rooms"
PAGE = '{"next": null, "previous": null, "results": []}'
ANSWERING = f"""globalThis.fetch = async (url, init) => {{
  console.log(init.method, url);
  return new Response('{PAGE}');
}};
"""


def sample(folder: Path, language: str) -> str:
    """The code of a README in a language."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return str(code)


def test_the_sample_of_the_python_client_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url}")
        return httpx.Response(200, content=PAGE)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.syspath_prepend(str(CLIENTS / "python"))
    found: dict[str, Any] = {}
    exec(sample(CLIENTS / "python", "python"), found)
    assert asked == [f"GET {LISTED}"]
    assert found["answer"].results == []


@pytest.mark.parametrize("name", ["calls.yaml", "kennel.yaml", "shelves.yaml"])
def test_samples_leave_no_gap(name: str, tmp_path: Path) -> None:
    """Of documents that ask for values of all kinds."""
    api = load_api(Path(__file__).with_name(name))
    for files, language, check in (
        (python_client(api)[0], "python", [sys.executable, "-m", "py_compile"]),
        (typescript_client(api)[0], "ts", ["node", "--check"]),
    ):
        (tmp_path / "README.md").write_text(str(files["README.md"]))
        code = sample(tmp_path, language)
        assert "..." not in re.sub(r"\"(https://)?\.\.\.\"", "", code), code
        (tmp_path / "sample.mjs").write_text(code)
        done = ended([*check, "sample.mjs"], cwd=tmp_path)
        assert done.returncode == 0, done.stderr


def test_the_python_client_is_a_wheel(tmp_path: Path) -> None:
    made = tmp_path / "client"
    shutil.copytree(CLIENTS / "python", made, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=made, check=True, capture_output=True, timeout=60)
    (wheel,) = (made / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    package = next(each.name for each in (tmp_path / "site").iterdir() if "." not in each.name)
    use = f"from {package} import ApiError, Client; Client(api_token='t').close(); print('made')"
    done = ended([sys.executable, "-c", use], cwd=tmp_path / "site")
    assert done.stdout.strip() == "made", done.stderr
