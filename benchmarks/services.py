"""Services that nobody here wrote: the suite and schemathesis' CLI side by side on each.

    python benchmarks/services.py                 # every service
    python benchmarks/services.py todo chroma     # some; the others keep their last results
    python benchmarks/services.py --table         # only write the table again
    python benchmarks/services.py --together      # two services at a time

Installs each service by name into build/services, starts it on loopback, runs both tools with no
file written, compares what the service shows before and after, and stops it. What they are is in
services.toml, together with what a person made of the findings. The table is services.md.
"""

from __future__ import annotations

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from serving.installing import install
from serving.running import running
from serving.service import BUILD, HERE, Service, services
from serving.shown import harm, shown
from serving.table import table
from serving.tools import ours, theirs

MINUTE = "%Y-%m-%d %H:%M"


def main() -> None:
    known = services()
    told = _asked([each.name for each in known])
    if not told.table:
        wanted = [each for each in known if each.name in (told.services or [each.name])]
        for each in wanted:
            install(each, BUILD / each.name)
        with ThreadPoolExecutor(2 if told.together else 1) as pool:
            started = [(each, pool.submit(measure, each)) for each in wanted]
        for each, run in started:
            if (error := run.exception()) is not None:
                print(f"{each.name} could not be measured: {error!r}")
    text = "\n".join(table(known)) + "\n"
    print(text)
    (HERE / "services.md").write_text(text)


def _asked(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "services", nargs="*", help=f"of {', '.join(names)}; every one unless named"
    )
    parser.add_argument("--table", action="store_true", help="only write the table again")
    parser.add_argument("--together", action="store_true", help="two services at a time")
    told = parser.parse_args()
    if wrong := set(told.services) - set(names):
        parser.error(f"no such service: {', '.join(sorted(wrong))}; see services.toml")
    return told


def measure(service: Service) -> None:
    folder = BUILD / service.name
    found: dict[str, Any] = {"at": [time.strftime(MINUTE, time.gmtime())]}
    tools = {"ours": ours} if service.words else {"ours": ours, "theirs": theirs}
    for tool, run in tools.items():
        with running(service, folder) as url:
            before = shown(service, url)
            started = time.monotonic()
            print(f"{time.strftime('%H:%M:%S')} {service.name}: {tool}", flush=True)
            found[tool] = run(service, folder, url)
            found[tool]["seconds"] = round(time.monotonic() - started)
            found[tool]["harm"] = harm(service, url, before)
    found["at"].append(time.strftime(MINUTE, time.gmtime()))
    (folder / "result.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
