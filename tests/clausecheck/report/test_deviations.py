"""Known deviations: what passes a gate and what does not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from clausecheck.report.accepting import accept
from clausecheck.report.deviations import Deviation, DeviationsError, judge, load

TODAY = dt.date(2027, 1, 31)
IDS = ("listRooms.ordering.default", "Room.domain.mutability")


def deviation(clause: str, expires: dt.date = TODAY) -> Deviation:
    return Deviation(clause=clause, reason="being mended", expires=expires)


def test_each_broken_clause_is_sorted_into_one_place() -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    verdicts = {"a": "broken", "b": "broken", "c": "broken", "d": "kept", "e": "not checked"}
    listed = (deviation("b"), deviation("c", yesterday), deviation("d"), deviation("e"))
    judgement = judge(verdicts, listed, TODAY)
    assert judgement.new == ("a",)
    assert judgement.known == ("b",)
    assert judgement.expired == ("c",)
    assert judgement.repaired == ("d",)
    assert not judgement.passes
    standings = [judgement.standing(each) for each in "abcdef"]
    assert standings == ["new", "known", "expired", "repaired", None, None]


def test_only_known_deviations_pass() -> None:
    assert judge({"b": "broken", "d": "kept"}, (deviation("b"),), TODAY).passes
    assert not judge({"b": "broken"}, (), TODAY).passes


def test_repaired_ones_fail_a_strict_gate_alone() -> None:
    assert judge({"b": "kept"}, (deviation("b"),), TODAY).passes
    assert not judge({"b": "kept"}, (deviation("b"),), TODAY, strict=True).passes


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deviations.toml"
    path.write_text(
        '[[deviation]]\nclause = "Room.domain.mutability"\nreason = "x"\nexpires = 2027-01-31\n',
        encoding="utf-8",
    )
    assert load(path, IDS) == (
        Deviation(clause="Room.domain.mutability", reason="x", expires=TODAY),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[deviation]]\n", "expires = 2027-01-31"),
        ("deviation = 3\n", "each [[deviation]] needs"),
        ("[[devi", "is not TOML"),
        (
            '[[deviation]]\nclause = "Room.domain.mutable"\nreason = "x"\nexpires = 2027-01-31\n',
            "did you mean Room.domain.mutability?",
        ),
        (
            '[[deviation]]\nclause = "Room.domain.mutability"\nreason = "x"\nexpires = 2027-01-31\n'
            * 2,
            "listed twice",
        ),
        *(
            (
                f'[[deviation]]\nclause = "{IDS[1]}"\nreason = "{blank}"\nexpires = 2027-01-31\n',
                f"{IDS[1]} needs a reason",
            )
            for blank in ("", "  ", "\\n\\t")
        ),
    ],
)
def test_a_wrong_file_is_one_clear_error(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "deviations.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeviationsError, match=r"deviations\.toml") as raised:
        load(path, IDS)
    assert said in str(raised.value)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DeviationsError, match="cannot be read"):
        load(tmp_path / "nowhere.toml", IDS)


def test_an_entry_is_added_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "made" / "deviations.toml"
    first = Deviation(clause=IDS[0], reason='says "no"\nto us', expires=TODAY)
    assert not accept(path, first, IDS)
    path.write_text(f"# Ours.\n\n{path.read_text()}# Ask Kim.\n", encoding="utf-8")
    second = deviation(IDS[1])
    assert not accept(path, second, IDS)
    assert load(path, IDS) == (first, second)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Ours.\n")
    assert "# Ask Kim." in text


def test_an_accepted_clause_gets_a_new_date_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "deviations.toml"
    for each in IDS:
        accept(path, deviation(each), IDS)
    path.write_text(path.read_text().replace("\n[[", "\n# Ask Kim.\n\n[[", 1))
    later = Deviation(clause=IDS[0], reason="it takes longer", expires=dt.date(2027, 6, 30))
    assert accept(path, later, IDS)
    assert load(path, IDS) == (later, deviation(IDS[1]))
    assert "# Ask Kim." in path.read_text()


def test_what_cannot_be_written_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "deviations.toml"
    inline = (
        'deviation = [{clause = "Room.domain.mutability", reason = "x", expires = 2027-01-31}]\n'
    )
    path.write_text(inline)
    with pytest.raises(DeviationsError, match="by hand"):
        accept(path, deviation(IDS[0]), IDS)
    assert path.read_text() == inline
    with pytest.raises(DeviationsError, match="did you mean"):
        accept(tmp_path / "new.toml", deviation("Room.domain.mutable"), IDS)
    blank = Deviation(clause=IDS[0], reason=" \n", expires=TODAY)
    with pytest.raises(DeviationsError, match="needs a reason"):
        accept(tmp_path / "new.toml", blank, IDS)
    assert not (tmp_path / "new.toml").exists()
