"""Every command without the extras: it does its work, or names in one line what to install."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from environments import needed_by
from packaging.utils import canonicalize_name
from running import ended
from test_commands import COMMANDS, DAY, LIBRARY

REPORT = {
    "schema": 1,
    "tool": {"name": "clausecheck", "version": "1"},
    "document": {"title": "Books", "version": "1", "file": "openapi.yaml", "clauses": 3},
    "target": {"base_url": "http://127.0.0.1:1", "actors": []},
    "run": {"started": "2027-01-01", "seconds": 1, "requests": 5, "depth": "quick", "seed": 1},
    "verdict": "kept",
    "passes": True,
    "headline": "x",
    "summary": {},
    "clauses": [],
}
SMALL = {"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": {}}
USES = {
    "clausecheck accept": f"Book.id.type --document {LIBRARY} --reason x --until {DAY}",
    "clausecheck matrix": "contract.json --output made",
    "clausecheck merge": "contract.json --output made",
    "clausecheck run": "",
    "clausecheck sharpness": f"--document {LIBRARY}",
    "clausecheck sweep": "--base-url http://127.0.0.1:9",
    "clausegen bundle": f"{LIBRARY} --output bundled.yaml",
    "clausegen clauses": LIBRARY,
    "clausegen diff": f"{LIBRARY} {LIBRARY}",
    "clausegen docs": f"{LIBRARY} --out made",
    "clausegen init": "api.json",
    "clausegen lint": LIBRARY,
    "clausegen stubs client": f"{LIBRARY} --language python --out made",
    "clausegen stubs server": f"{LIBRARY} --out made",
    "clausegen suggest": LIBRARY,
    "clausegen vocabulary": "",
    "clausemock dialects": "--contract giosg",
    "clausemock seed": LIBRARY,
    "clausemock serve": LIBRARY,
}
NEED_AN_EXTRA = {
    *("clausecheck run", "clausecheck sharpness", "clausecheck sweep"),
    *("clausemock dialects", "clausemock seed", "clausemock serve"),
}
WITHOUT = """\
import sys
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(",")))
from {tool}.cli import main
main(prog_name="{tool}")
"""


def brought_by_extras() -> str:
    """Modules of every distribution here that a plain install does not bring."""
    plain = {"clausekit", *needed_by(distribution("clausekit"))}
    return ",".join(
        module
        for module, owners in packages_distributions().items()
        if not plain & {canonicalize_name(each) for each in owners}
        if module.isidentifier() and module not in sys.stdlib_module_names
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_it_works_or_says_what_is_not_installed(name: str, tmp_path: Path) -> None:
    (tmp_path / "contract.json").write_text(json.dumps(REPORT))
    (tmp_path / "api.json").write_text(json.dumps(SMALL))
    tool, *rest = name.split()
    program = [sys.executable, "-c", WITHOUT.format(tool=tool), brought_by_extras()]
    done = ended([*program, *rest, *USES[name].split()], cwd=tmp_path)
    if name in NEED_AN_EXTRA:
        advice = r"\w+: \w+ is not installed: pip install 'clausekit\[(check|mock)\]'\n"
        assert re.fullmatch(advice, done.stderr), done.stderr
        assert done.returncode == 2
    else:
        assert "Traceback" not in done.stderr, done.stderr
        assert "not installed" not in done.stderr
        assert done.returncode in {0, 1}, done.stderr
