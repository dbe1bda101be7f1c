"""A generated folder is replaced whole, and only where the marker is."""

from pathlib import Path

import pytest
from clausegen.render.generated import MARKER, Drift, OutputRefused, write_tree


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_writes_replaces_and_removes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_tree(out, {"a.py": "1\n", "deep/b.py": "2\n"})
    write_tree(out, {"a.py": "3\n"})
    assert tree(out) == {"a.py": "3\n"}
    assert not (out / "deep").exists()


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.py": "1\n"})
    before = (tmp_path / "a.py").stat().st_mtime_ns
    write_tree(tmp_path, {"a.py": "1\n"})
    assert (tmp_path / "a.py").stat().st_mtime_ns == before


def test_foreign_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(OutputRefused) as refusal:
        write_tree(tmp_path, {"a.py": "1\n"})
    assert "\n" not in refusal.value.message
    assert tree(tmp_path) == {"thesis.txt": "precious"}


@pytest.mark.parametrize("name", ["../a", "/tmp/a", "a/../../b", "a//b", "./a", "a\\..\\b"])
def test_paths_stay_inside(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputRefused):
        write_tree(tmp_path / "out", {name: "x"})
    assert not (tmp_path / "out").exists()


def test_links_are_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.py").write_text("precious")
    out = tmp_path / "out"
    write_tree(out, {"a.py": "1\n"})
    (out / "a.py").unlink()
    (out / "a.py").symlink_to(outside / "a.py")
    (out / "folder").symlink_to(outside)
    write_tree(out, {"a.py": "2\n"})
    assert tree(outside) == {"a.py": "precious"}
    assert tree(out) == {"a.py": "2\n"}


def test_a_linked_folder_in_the_way_is_replaced(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out = tmp_path / "out"
    write_tree(out, {"a.py": "1\n"})
    (out / "deep").symlink_to(outside)
    write_tree(out, {"deep/a.py": "2\n"})
    assert tree(outside) == {}
    assert tree(out) == {"deep/a.py": "2\n"}


def test_check_shows_drift_and_writes_nothing(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.py": "1\n", "old.py": "gone\n"})
    drift = write_tree(tmp_path, {"a.py": "2\n", "new.py": "n\n"}, check=True)
    assert isinstance(drift, Drift)
    assert drift.files == ("a.py", "new.py", "old.py")
    assert "-1\n+2\n" in drift.diff
    assert tree(tmp_path) == {"a.py": "1\n", "old.py": "gone\n"}
    assert write_tree(tmp_path, {"a.py": "1\n", "old.py": "gone\n"}, check=True) is None
