"""What the clients' READMEs say about installing them, done."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

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
