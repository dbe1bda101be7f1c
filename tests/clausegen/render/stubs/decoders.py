"""Imports every module below a folder, and builds a decoder for every class of the models."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import msgspec


def main(folder: Path) -> None:
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
        if path.stem == "models":
            build(vars(module))


def build(names: dict[str, object]) -> None:
    for value in names.values():
        if isinstance(value, type) and issubclass(value, msgspec.Struct):
            msgspec.json.Decoder(value)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
