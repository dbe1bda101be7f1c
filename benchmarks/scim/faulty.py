"""scim2-server with one fault, for benchmarks/scim.py: python faulty.py PORT [FAULT].

Runs in the provider's own environment.
"""

from __future__ import annotations

import sys
from typing import Any

from faults import FAULTS, Fault, Passing


def served(fault: Fault | None) -> Any:
    """The provider's application class, with the fault in it."""
    from scim2_server.testserver.application import BearerTokenApplication

    memory: dict[str, Any] = {}

    class Faulty(BearerTokenApplication):  # type: ignore[misc]
        def serve(self, request: Any) -> Any:
            if fault is not None and fault.before is not None:
                fault.before(request)
            answer = super().serve(request)
            if fault is not None and fault.after is not None:
                fault.after(Passing(request, answer, memory))
            return answer

    return Faulty


def main(port: int, name: str | None) -> None:
    from scim2_server.testserver import cli

    cli.BearerTokenApplication = served(FAULTS[name] if name else None)
    sys.argv = ["scim2-server", "--port", str(port), "--bearer-token", "secret"]
    cli.main()


if __name__ == "__main__":
    port, *named = sys.argv[1:]
    main(int(port), next(iter(named), None))
