"""`clausecheck accept`, `merge` and `matrix`, on reports of small runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clausecheck.report.files import sharpness_of
from clausecheck.report.github import commands
from clausecheck.sabotage.record import keep, record
from clausecheck.sabotage.sharpness import Attempt
from clausecheck.sabotage.sharpness import Result as Outcome
from clausegen.model.api import Info
from written_reports import RUN, clause, merged, run, written


def test_shards_become_one_report(tmp_path: Path) -> None:
    one = written(tmp_path / "one", clause("a.1", "kept"), clause("b.1", "kept"))
    two = written(tmp_path / "two", clause("c.1", "not checked"))
    done = run("merge", one, two, "--output", str(tmp_path / "all"))
    assert done.exit_code == 0, done.output
    report = merged(tmp_path / "all")
    assert report["summary"] == {"kept": 2, "broken": 0, "not checked": 1, "waived": 0}
    assert report["run"]["requests"] == 10
    assert report["run"]["started"] == "2027-01-01"
    assert report["verdict"] == "kept"
    assert [each["name"] for each in report["shards"]] == [one, two]
    assert (tmp_path / "all" / "index.html").stat().st_size > 0
    assert (tmp_path / "all" / "contract.sarif").stat().st_size > 0


def test_commands_answer_in_json(tmp_path: Path) -> None:
    one = written(
        tmp_path / "1", clause("a.1", "kept"), clause("b.1", "kept"), clause("c.1", "kept")
    )
    merged = run("merge", one, "--output", str(tmp_path / "all"), "--json")
    assert json.loads(merged.stdout) == {
        "report": str(tmp_path / "all" / "index.html"),
        "verdict": "kept",
        "passes": True,
        "headline": "No clause is broken.",
        "summary": {"kept": 3, "broken": 0, "not checked": 0, "waived": 0},
        "missing": 0,
    }
    told = run("merge", one, "--output", str(tmp_path / "all")).stdout
    assert told == f"No clause is broken.\nreport: {tmp_path / 'all' / 'index.html'}\n"
    shown = run("matrix", f"flask={one}", "--output", str(tmp_path / "site"), "--json")
    badges = {"flask": str(tmp_path / "site" / "flask.svg")}
    page = str(tmp_path / "site" / "index.html")
    assert json.loads(shown.stdout) == {"page": page, "badges": badges}


def test_a_merged_report_says_what_failed_its_shards(tmp_path: Path) -> None:
    unmet = {"unmet": ["--strict: 1 listed and kept again"], "passes": False}
    shards = [written(tmp_path / each, clause(f"{each}.1", "kept"), **unmet) for each in "ab"]
    told = run(
        "merge",
        *shards,
        written(tmp_path / "c", clause("c.1", "kept")),
        "--output",
        str(tmp_path / "all"),
    )
    assert told.exit_code == 1
    assert "The run fails by --strict: 1 listed and kept again.\n" in told.stdout
    assert merged(tmp_path / "all")["unmet"] == unmet["unmet"]


def broken_on_purpose(result: Outcome, name: str) -> Attempt:
    told = "answers in no order" if result == "survived" else "leaves one out"
    return Attempt(clause=name, word="ordering", told=told, result=result, reason="")


def test_the_page_shows_how_sharp_the_contract_is(tmp_path: Path) -> None:
    counts = {"kept": 2, "broken": 0, "not checked": 0, "waived": 0}
    both = (clause("a.1", "kept"), clause("b.1", "kept"))
    folder = Path(written(tmp_path / "1", *both, summary=counts))
    tries = [broken_on_purpose("named", "a.1"), broken_on_purpose("survived", "b.1")]
    keep(folder, record(Info(title="Books", version="1"), tries, ()))
    shown = (folder / "index.html").read_text()
    assert "1 of 2 breaks were named,\n50.0 %." in shown
    assert "Nobody would notice: 1" in shown
    assert '<a href="#b.1">b.1</a> answers in no order' in shown
    kept = json.loads((folder / "contract.json").read_text())["sharpness"]
    assert kept["survivors"] == [{"clause": "b.1", "told": "answers in no order"}]
    assert kept["words"] == [
        {"word": "ordering", "share": 0.5, "named": 1, "survived": 1, "others": 0}
    ]
    assert sharpness_of(folder, {"document": {"title": "Films", "version": "1"}}) is None
    (folder / "sharpness.json").write_text("[]")
    assert sharpness_of(folder, {"document": {"title": "Books", "version": "1"}}) is None


def test_the_worst_verdict_counts_and_no_failure_is_lost(tmp_path: Path) -> None:
    every = [clause(name, "kept") for name in ("a.1", "b.1", "c.1")]
    one = written(tmp_path / "one", *every)
    two = written(tmp_path / "two", clause("b.1", "broken"), clause("c.1", "not checked"))
    three = written(tmp_path / "three", clause("b.1", "broken"))
    done = run("merge", one, two, three, "--output", str(tmp_path / "all"))
    assert done.exit_code == 1
    assert "1 of 3 clauses is broken; 1 could not be checked." in done.output
    found = {each["id"]: each for each in merged(tmp_path / "all")["clauses"]}
    assert {name: each["verdict"] for name, each in found.items()} == {
        "a.1": "kept",
        "b.1": "broken",
        "c.1": "not checked",
    }
    assert len(found["b.1"]["failures"]) == 2


def test_known_deviations_of_a_shard_stay_known(tmp_path: Path) -> None:
    one = written(tmp_path / "one", clause("a.1", "kept"), clause("b.1", "kept"))
    two = written(tmp_path / "two", clause("c.1", "broken", "known"), passes=True)
    done = run("merge", one, two, "--output", str(tmp_path / "all"))
    assert done.exit_code == 0, done.output
    assert merged(tmp_path / "all")["verdict"] == "deviating"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("of_one", "of_other", "joined", "said"),
    [
        (("broken", "known"), ("broken", None), "known", "but for 1 known deviation."),
        (("broken", "known"), ("broken", "new"), "known", "but for 1 known deviation."),
        (("broken", "known"), ("kept", None), "known", "but for 1 known deviation."),
        (("broken", None), ("kept", "repaired"), "known", "but for 1 known deviation."),
        (("broken", "expired"), ("broken", None), "expired", "The only clause is broken."),
        (("broken", None), ("broken", "new"), "new", "The only clause is broken."),
        (("kept", "repaired"), ("kept", None), "repaired", "No clause is broken."),
        (("kept", "repaired"), ("not checked", None), None, "1 could not be checked."),
    ],
)
def test_what_one_shard_says_of_a_deviation_holds_for_all(
    tmp_path: Path,
    of_one: tuple[str, str | None],
    of_other: tuple[str, str | None],
    joined: str | None,
    said: str,
    *,
    turned: bool,
) -> None:
    """Whichever comes first: neither reason nor day is lost, and the exit code says the same."""
    document = {"title": "Books", "version": "1", "file": "openapi.yaml", "clauses": 1}
    both = [clause("a.1", *each) for each in (of_one, of_other)]
    names = [written(tmp_path / f"{i}", each, document=document) for i, each in enumerate(both)]
    done = run("merge", *sorted(names, reverse=turned), "--output", str(tmp_path / "all"))
    (found,) = merged(tmp_path / "all")["clauses"]
    assert found["standing"] in ({joined, None} if joined == "new" else {joined})
    listed = next((each["listed"] for each in both if each["listed"]), None)
    assert found["listed"] == listed
    assert found["deviation"] == (listed if joined == "known" else None)
    assert done.exit_code == int(joined in {"expired", "new"})
    assert said in done.stdout
    told = merged(tmp_path / "all")
    assert told["passes"] == (not done.exit_code)


def test_a_shard_that_was_cut_short_is_named(tmp_path: Path) -> None:
    every = [clause(each, "kept") for each in ("a.1", "b.1", "c.1")]
    whole = written(tmp_path / "whole", *every)
    for verdict, said in (
        ("incomplete", "the run is incomplete in"),
        ("nothing exercised", "nothing could be exercised in"),
    ):
        cut = written(tmp_path / verdict, clause("a.1", "kept"), verdict=verdict, passes=False)
        done = run("merge", whole, cut, "--output", str(tmp_path / "all"))
        assert done.exit_code == 1
        assert done.stdout.startswith(f"No clause is broken; {said} {cut}.\n")


def test_a_lost_shard_does_not_pass(tmp_path: Path) -> None:
    one = written(tmp_path / "one", clause("a.1", "kept"))
    done = run("merge", one, "--output", str(tmp_path / "all"))
    assert done.exit_code == 1
    assert "2 clauses are in none of the reports" in done.output
    lost = merged(tmp_path / "all")
    assert lost["unmet"] == ["merge: 2 clauses are in none of the reports"]
    assert [*commands(lost)] == [f"::error title=contract::{lost['unmet'][0]}"]
    two = written(tmp_path / "two", clause("b.1", "kept"), clause("c.1", "kept"))
    whole = run("merge", str(tmp_path / "all"), two, "--output", str(tmp_path / "whole"))
    assert whole.exit_code == 0, whole.output
    assert merged(tmp_path / "whole")["unmet"] == []


def test_each_seed_is_kept(tmp_path: Path) -> None:
    shards = [
        written(tmp_path / name, clause(f"{name}.1", "broken"), run={**RUN, "seed": seed})
        for name, seed in (("a", 11), ("b", 22), ("c", 11))
    ]
    run("merge", *shards[:2], "--output", str(tmp_path / "two"))
    run("merge", str(tmp_path / "two"), shards[2], "--output", str(tmp_path / "all"))
    report = merged(tmp_path / "all")
    assert (report["run"]["seed"], report["run"]["seeds"]) == (11, [11, 22])
    seeds = {each["id"]: each["failures"][0]["seed"] for each in report["clauses"]}
    assert seeds == {"a.1": 11, "b.1": 22, "c.1": 11}
    page = (tmp_path / "all" / "index.html").read_text()
    assert "seeds 11, 22</p>" in page
    assert "<dt>Seed</dt><dd>22</dd>" in page
    assert "-k ID --seed 11 or 22</code> repeats it" in page


def test_reports_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    one = written(tmp_path / "one", clause("a.1", "kept"))
    other = {"title": "Films", "version": "1", "file": "openapi.yaml", "clauses": 3}
    two = written(tmp_path / "two", clause("a.1", "kept"), document=other)
    (tmp_path / "three.json").write_text("[1]")
    anywhere = json.loads(Path(one, "contract.json").read_text()) | {"target": {}}
    (tmp_path / "four.json").write_text(json.dumps(anywhere))
    for given, said in (
        ((one, two), "is about title 'Films'"),
        ((str(tmp_path / "three.json"),), "is no contract.json"),
        ((str(tmp_path / "four.json"),), "missing required field `base_url`"),
        ((str(tmp_path / "nowhere"),), "cannot be read"),
    ):
        for command in ("merge", "matrix"):
            done = run(command, *given, "--output", str(tmp_path / "all"))
            assert done.exit_code == 2, done.output
            assert said in done.stderr
            assert done.stderr.count("\n") == 1
    assert not (tmp_path / "all").exists()


def test_accept_writes_the_entry(tmp_path: Path) -> None:
    file = tmp_path / "deviations.toml"
    known = ("accept", "listBrands.ordering.default", "--deviations", str(file))
    done = run(*known, "--reason", "later", "--until", "2999-03-31")
    assert done.exit_code == 0, done.output
    assert "stands until 2999-03-31" in done.output
    assert 'reason = "later"' in file.read_text()
    assert "now stands" in run(*known, "--reason", "much", "--until", "2999-04-30").output
    blank = run(*known, "--reason", " ", "--until", "2999-03-31")
    assert blank.exit_code == 2
    assert "listBrands.ordering.default needs a reason" in blank.stderr
    late = run("accept", "listBrands.ordering.default", "--reason", "x", "--until", "2020-01-01")
    assert late.exit_code == 2
    assert "--until 2020-01-01 has passed" in late.stderr
    wrong = run("accept", "listBrands.order", "--reason", "x", "--until", "2999-03-31")
    assert wrong.exit_code == 2
    assert "did you mean listBrands.ordering" in wrong.stderr


def test_sweep_without_a_target_says_so() -> None:
    done = run("sweep")
    assert done.exit_code == 2
    assert done.stderr.strip().endswith("give --target FILE or --base-url URL")
