"""Builds a decoder for every class of every generated package below a folder."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import msgspec


def main(folder: Path) -> None:
    sys.path.insert(0, str(folder))
    for models in sorted(folder.rglob("models.py")):
        module = importlib.import_module(".".join(models.relative_to(folder).with_suffix("").parts))
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, msgspec.Struct):
                msgspec.json.Decoder(value)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
