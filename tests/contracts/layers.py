"""The order of the house, read from the one place that holds it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "idic"


def layers() -> list[list[str]]:
    """Lines from the top; each holds the rooms that stand side by side."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (order,) = (contract for contract in contracts if contract["type"] == "layers")
    return [[room.strip(" ()") for room in re.split(r"[|:]", line)] for line in order["layers"]]


def rooms() -> set[str]:
    return {room for line in layers() for room in line}


def room_of(module: str) -> str:
    """`idic.domain.sales.models.purchase` lies in `domain.sales`."""
    path = module.removeprefix("idic.")
    (found,) = (room for room in rooms() if path == room or path.startswith(f"{room}."))
    return found


def height_of(room: str) -> int:
    """The foundation of everything has the smallest."""
    return -next(number for number, line in enumerate(layers()) if room in line)
