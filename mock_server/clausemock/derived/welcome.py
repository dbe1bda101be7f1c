"""What the mock says of itself: on the terminal, and at / to whoever looks."""

from __future__ import annotations

from html import escape

from clausegen.model import Api

from clausemock.derived.actors import header_of
from clausemock.derived.service import Service


def summary(api: Api, service: Service) -> str:
    """One line: how much of the document has a state behind it."""
    count = len(service.plan.tasks)
    samples = count - service.plan.derived
    said = f"{api.info.title}: {count} operations, {service.plan.derived} with a state behind them"
    return f"{said}, {samples} answered with samples" if samples else said


def first_request(api: Api, service: Service, base: str) -> str:
    """A curl line that works."""
    for task in service.plan.tasks:
        if task.role == "list" and "{" not in task.operation.path:
            return f"curl {base}{task.operation.path}{_credentials(api, service)}"
    return f"curl {base}/openapi.json"


def welcome(api: Api, service: Service) -> str:
    """A page for people."""
    actors = "".join(
        f"<li>{escape(name)}: <code>{escape(token)}</code></li>"
        for token, name in service.actors.tokens.items()
    )
    rows = "".join(
        f"<tr><td><code>{escape(each.operation.label)}</code></td><td>{each.role}</td></tr>"
        for each in service.plan.tasks
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(api.info.title)}</title>"
        "<style>body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:50rem;padding:0 1rem;"
        "color-scheme:light dark}td{padding:.1rem .7rem .1rem 0}</style>"
        f"<h1>{escape(api.info.title)}</h1><p>{escape(summary(api, service))}.</p>"
        "<p><a href=/openapi.json>The document</a></p>"
        + (f"<h2>Tokens</h2><ul>{actors}</ul>" if api.security_schemes else "")
        + f"<h2>Operations</h2><table>{rows}</table></html>"
    )


def _credentials(api: Api, service: Service) -> str:
    if not api.security_schemes:
        return ""
    token = next(iter(service.actors.tokens))
    return f" {header_of(api.security_schemes[0], token)}"
