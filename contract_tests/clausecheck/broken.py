"""A broken clause as reports tell it; they are read where no pytest is installed."""

from __future__ import annotations

import msgspec


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says of one broken clause. Plain text only, so it crosses process borders."""

    clause: str
    sentence: str
    place: str
    expected: str
    observed: str
    curl: str | None = None
    detail: str | None = None
    """More to read for people who mend it: a shrunk body, the differing attribute."""

    def __str__(self) -> str:
        lines = [
            f"{self.clause} is broken",
            f"  {self.sentence}",
            f"  document  {self.place}",
            f"  expected  {self.expected}",
            f"  observed  {self.observed}",
        ]
        if self.detail:
            lines.append(f"  detail    {self.detail}")
        if self.curl:
            lines.append(f"  request   {self.curl}")
        return "\n".join(lines)
