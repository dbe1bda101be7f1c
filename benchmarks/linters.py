"""Redocly's `recommended` and Spectral's `oas` rules on the bundled document.

    python benchmarks/linters.py

Installs both from npm into a temporary folder (or into LINTERS_FOLDER, which is kept), prints the
number of errors and warnings of each with every problem, and ends with 1 if there is an error.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from clausegen.load import load_api
from clausegen.manifest import manifest_of

PACKAGES = ("@redocly/cli@2", "@stoplight/spectral-cli@6")
SLASH = "/api/v5/orgs/{organization_id}/rooms/{room_id}/queues/"
"""The documentation writes this one path with a trailing slash (C12)."""
WAIVED = {("no-path-trailing-slash", SLASH), ("path-keys-no-trailing-slash", SLASH)}
"""Rule and the last part of the place."""

REDOCLY = """\
extends: [recommended]
rules:
  # Its default closes every subschema, branches of if/then too, and then rejects valid examples.
  no-invalid-media-type-examples: {severity: warn, allowAdditionalProperties: true}
"""
SPECTRAL = "extends: ['spectral:oas']\n"


@dataclass(frozen=True, slots=True)
class Finding:
    severity: str
    rule: str
    place: tuple[str, ...]
    message: str

    @property
    def is_waived(self) -> bool:
        return bool(self.place) and (self.rule, self.place[-1]) in WAIVED

    def __str__(self) -> str:
        what = "waived" if self.is_waived else self.severity
        return f"{what} {self.rule}: {' > '.join(self.place)}: {self.message}"


def main() -> int:
    if shutil.which("npm") is None:
        print("linters: npm is needed to install Redocly and Spectral", file=sys.stderr)
        return 2
    kept = os.environ.get("LINTERS_FOLDER")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(kept or temporary)
        prepare(folder)
        results = {"Redocly recommended": redocly(folder), "Spectral oas": spectral(folder)}
    return report(results)


def prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openapi.json").write_text(
        json.dumps(load_api(manifest_of("giosg").document).bundle, indent=1)
    )
    (folder / "redocly.yaml").write_text(REDOCLY)
    (folder / ".spectral.yaml").write_text(SPECTRAL)
    (folder / "package.json").write_text("{}")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def redocly(folder: Path) -> list[Finding]:
    options = ["--config", "redocly.yaml", "--format", "json", "--max-problems", "10000"]
    found = json.loads(run(folder, "redocly", "lint", "openapi.json", *options))["problems"]
    return [
        Finding(each["severity"], each["ruleId"], parts(each["location"][0]), each["message"])
        for each in found
    ]


def parts(location: dict[str, str]) -> tuple[str, ...]:
    pointer = location["pointer"].removeprefix("#/").split("/")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer)


def spectral(folder: Path) -> list[Finding]:
    severities = ("error", "warn", "info", "hint")
    options = ["--ruleset", ".spectral.yaml", "--format", "json", "--quiet"]
    found = json.loads(run(folder, "spectral", "lint", "openapi.json", *options))
    return [
        Finding(severities[each["severity"]], each["code"], place, each["message"])
        for each in found
        for place in [tuple(map(str, each["path"]))]
    ]


def run(folder: Path, tool: str, *arguments: str) -> str:
    """Both tools end with 1 when they find something: what counts is that they print JSON."""
    command = [str(folder / "node_modules" / ".bin" / tool), *arguments]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if not done.stdout.strip():
        raise SystemExit(f"linters: {tool} did not run: {done.stderr.strip()}")
    return done.stdout


def report(results: dict[str, list[Finding]]) -> int:
    for name, found in results.items():
        errors, warnings = count(found, "error"), count(found, "warn")
        waived = sum(each.is_waived for each in found)
        print(f"{name}: {errors} errors, {warnings} warnings, {waived} waived")
        for each in found:
            print(f"  {each}")
    return int(any(count(found, "error") for found in results.values()))


def count(found: list[Finding], severity: str) -> int:
    return sum(each.severity == severity and not each.is_waived for each in found)


if __name__ == "__main__":
    sys.exit(main())
