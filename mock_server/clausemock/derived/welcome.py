"""What the mock says of itself: on the terminal, and at / to whoever looks."""

from __future__ import annotations

from html import escape

from clausegen.model import Operation

from clausemock.derived.actors import header_of
from clausemock.derived.service import Service

KEYS = 5
"""Of each place, those that the page shows."""


def summary(service: Service) -> str:
    """One line: how much of the document has a state behind it."""
    count = len(service.plan.tasks)
    title, derived = service.api.info.title, service.plan.derived
    said = f"{title}: {count} operations, {derived} with a state behind them"
    samples = count - derived
    return f"{said}, {samples} answered with samples" if samples else said


def first_request(service: Service, base: str) -> str:
    """A curl line that works: a list, of something that is there if that is known."""
    lists = [e for e in service.plan.tasks if e.role == "list" and "{" not in e.operation.path]
    held = service.held()
    lists.sort(key=lambda each: not (each.collection and held.get(each.collection.path)))
    for each in lists:
        return f"curl {base}{each.operation.path}{_credentials(service, each.operation)}"
    return f"curl {base}/openapi.json"


def welcome(service: Service) -> str:
    """A page for people."""
    title = escape(service.api.info.title)
    actors = "".join(
        f"<li>{escape(name)}: <code>{escape(token)}</code></li>"
        for token, name in service.actors.tokens.items()
    )
    rows = "".join(
        f"<tr><td><code>{escape(each.operation.label)}</code></td><td>{each.role}</td></tr>"
        for each in service.plan.tasks
    )
    held = "".join(
        f"<tr><td><code>{escape(place)}</code></td><td>{count}</td>"
        f"<td>{escape(', '.join(service.state.keys(place)[:KEYS]))}</td></tr>"
        for place, count in service.held().items()
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        "<style>body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:50rem;padding:0 1rem;"
        "color-scheme:light dark}td{padding:.1rem .7rem .1rem 0}</style>"
        f"<h1>{title}</h1><p>{escape(summary(service))}.</p>"
        "<p><a href=/openapi.json>The document</a></p>"
        + (f"<h2>Tokens</h2><ul>{actors}</ul>" if service.api.security_schemes else "")
        + f"<h2>State</h2><table>{held}</table>"
        + f"<h2>Operations</h2><table>{rows}</table></html>"
    )


def _credentials(service: Service, operation: Operation) -> str:
    """The options of curl for the first way in that the operation lists."""
    token = next(iter(service.actors.tokens))
    schemes = {each.name: each for each in service.api.security_schemes}
    ways = operation.security or ()
    known = [schemes[name] for name, _ in (ways[0] if ways else ()) if name in schemes]
    return "".join(f" {header_of(each, token)}" for each in known)
