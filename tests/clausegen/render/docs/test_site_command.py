"""`clausegen docs` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.commands import docs
from click.testing import CliRunner, Result

SHAPES = Path(__file__).parent / "shapes.yaml"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(docs.command, [str(each) for each in arguments])


def stamps(folder: Path) -> dict[str, int]:
    return {str(each): each.stat().st_mtime_ns for each in folder.rglob("*") if each.is_file()}


def copied(folder: Path) -> Path:
    path = folder / "shapes.yaml"
    path.write_bytes(SHAPES.read_bytes())
    return path


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert run(SHAPES, "--out", out).exit_code == 0
    before = stamps(out)
    assert run(SHAPES, "--out", out).exit_code == 0
    assert stamps(out) == before


def test_a_change_touches_only_its_pages(tmp_path: Path) -> None:
    spec = copied(tmp_path)
    out = tmp_path / "site"
    run(spec, "--out", out)
    before = stamps(out)
    spec.write_text(spec.read_text().replace("A pet is lost.", "A pet ran away."))
    run(spec, "--out", out)
    changed = {Path(name).name for name, stamp in stamps(out).items() if before.get(name) != stamp}
    wanted = {"petLost.html", "petLost.md", "openapi.json", "openapi.yaml"}
    assert wanted <= changed
    assert changed - wanted <= {"llms.txt", "llms-full.txt", "search-index.js"}


def test_check_tells_what_is_stale(tmp_path: Path) -> None:
    out = tmp_path / "site"
    run(SHAPES, "--out", out)
    assert run(SHAPES, "--out", out, "--check").exit_code == 0
    (out / "index.html").write_text("edited by hand")
    checked = run(SHAPES, "--out", out, "--check")
    assert checked.exit_code == 1
    assert "-edited by hand" in checked.output
    assert "is stale (1 files)" in checked.output
    assert (out / "index.html").read_text() == "edited by hand"


def test_check_and_watch_exclude_each_other(tmp_path: Path) -> None:
    result = run(SHAPES, "--out", tmp_path / "site", "--check", "--watch")
    assert result.exit_code == 2
    assert "nothing to --watch" in result.output
    assert not (tmp_path / "site").exists()


def test_a_broken_document_is_one_message(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text("openapi: 3.1.0\ninfo: [")
    result = run(spec, "--out", tmp_path / "site")
    assert result.exit_code == 2
    assert result.output.startswith("Error: ")
    assert f"{spec}:2" in result.output
    assert "Traceback" not in result.output


def test_texts_beside_the_document_are_published(tmp_path: Path) -> None:
    spec = copied(tmp_path)
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changes of `shapes`\n\n## `1.1`\n\nNew. <script>x</script>\n\n## 1.0\n"
    )
    run(spec, "--out", tmp_path / "site")
    page = (tmp_path / "site" / "changelog.html").read_text()
    assert "<h1>Changes of shapes</h1>" in page
    assert '<a href="#1-1">1.1</a>' in page
    assert '<h2 id="1-1"><code>1.1</code></h2>' in page
    assert "<script>x" not in page
    start = (tmp_path / "site" / "index.html").read_text()
    assert '<a href="changelog.html">Changelog</a>' in start
    (tmp_path / "CHANGELOG.md").unlink()
    run(spec, "--out", tmp_path / "site")
    assert "changelog" not in (tmp_path / "site" / "index.html").read_text()
    assert not (tmp_path / "site" / "changelog.html").exists()


def test_watch_builds_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = copied(tmp_path)
    looks = []

    def look(_: float) -> None:
        looks.append(1)
        if len(looks) == 2:
            spec.write_text(spec.read_text().replace("Odd shapes", "Even shapes"))
        if len(looks) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", look)
    assert run(spec, "--out", tmp_path / "site", "--watch").output.count("on 11 pages") == 2
    assert "Even shapes" in (tmp_path / "site" / "index.html").read_text()
