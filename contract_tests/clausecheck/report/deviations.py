"""Known deviations: broken clauses that a team accepts for a while, with a reason and an end."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

Standing = Literal["new", "known", "expired", "repaired"]
STANDINGS: tuple[Standing, ...] = ("new", "known", "expired", "repaired")
REPAIRED = "Kept again: take its entry out of the file of known deviations"
"""What platforms are told of a repaired clause."""


class Deviation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the file. It holds up to and including the day `expires`."""

    clause: str
    reason: str
    expires: dt.date

    def holds(self, today: dt.date) -> bool:
        return today <= self.expires


def listed_as(clause: Mapping[str, Any]) -> str:
    """What the file of known deviations says of a broken clause of a report; empty if nothing."""
    entry = clause["listed"]
    if entry is None:
        return ""
    if clause["standing"] == "expired":
        return f"Known deviation that expired on {entry['expires']}: {entry['reason']}"
    return f"Known deviation until {entry['expires']}: {entry['reason']}"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    deviation: tuple[Deviation, ...] = ()


class DeviationsError(Exception):
    """The file cannot be used; the message says what, where and how to mend it."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What the known deviations make of a run: clause ids, each in one place."""

    new: tuple[str, ...] = ()
    """Broken and not listed."""
    known: tuple[str, ...] = ()
    """Broken, listed, and not expired: does not fail the gate."""
    expired: tuple[str, ...] = ()
    """Broken and listed, but its day has passed."""
    repaired: tuple[str, ...] = ()
    """Listed, and kept again: the entry should go. Fails the gate only if it is strict."""
    strict: bool = False
    entries: tuple[Deviation, ...] = ()

    @property
    def passes(self) -> bool:
        return not (self.new or self.expired or (self.strict and self.repaired))

    def entry(self, clause: str) -> Deviation | None:
        return next((each for each in self.entries if each.clause == clause), None)

    def standing(self, clause: str) -> Standing | None:
        """Where the clause stands; None if it is neither broken nor listed and kept."""
        return next((each for each in STANDINGS if clause in getattr(self, each)), None)


def load(path: Path, clause_ids: Collection[str]) -> tuple[Deviation, ...]:
    """The deviations of a TOML file of `[[deviation]]` tables: clause, reason, expires.

    Raises DeviationsError for an unreadable file or a wrong entry.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        entries = msgspec.convert(raw, _File, strict=True).deviation
    except OSError as error:
        raise DeviationsError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeviationsError(f"{path}: is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise DeviationsError(
            f"{path}: {error}; each [[deviation]] needs clause, reason and expires = 2027-01-31"
        ) from error
    refuse_wrong_entries(path, entries, clause_ids)
    return entries


def refuse_wrong_entries(
    path: Path, entries: tuple[Deviation, ...], clause_ids: Collection[str]
) -> None:
    """Raises DeviationsError without a reason, or for a clause that is none or is listed twice."""
    from difflib import get_close_matches

    seen: set[str] = set()
    for each in entries:
        if each.clause in seen:
            raise DeviationsError(f"{path}: {each.clause} is listed twice; keep one entry")
        seen.add(each.clause)
        if not each.reason.strip():
            raise DeviationsError(f"{path}: {each.clause} needs a reason why it may stay broken")
        if each.clause not in clause_ids:
            close = get_close_matches(each.clause, clause_ids, n=1)
            hint = f"did you mean {close[0]}?" if close else "`clausegen clauses` lists the ids"
            raise DeviationsError(f"{path}: no clause is called {each.clause}; {hint}")


def judge(
    verdicts: Mapping[str, str],
    deviations: tuple[Deviation, ...],
    today: dt.date,
    *,
    strict: bool = False,
) -> Judgement:
    """Sorts a run's verdicts. A listed one that was not checked is in none."""
    listed = {each.clause: each for each in deviations}
    broken = [clause for clause, verdict in verdicts.items() if verdict == "broken"]
    return Judgement(
        new=tuple(each for each in broken if each not in listed),
        known=tuple(each for each in broken if each in listed and listed[each].holds(today)),
        expired=tuple(each for each in broken if each in listed and not listed[each].holds(today)),
        repaired=tuple(each for each in listed if verdicts.get(each) == "kept"),
        strict=strict,
        entries=deviations,
    )
