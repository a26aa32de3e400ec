"""What everything that `idic up` has started holds in memory, process by process.

    python benchmarks/memory.py --home .idic

Memory that processes share is counted once (PSS). Linux only.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

_LIMIT_MB = 600


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path, required=True, help="IDIC_HOME of an installation that runs")
    home = options.parse_args().home
    held: dict[str, list[float]] = defaultdict(list)
    for pid in _tree(_roots(home)):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has just ended
            continue
        if found := re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE):
            held[_name(command)].append(int(found[1]) / 1024)
    for name, sizes in sorted(held.items(), key=lambda one: -sum(one[1])):
        print(f"{sum(sizes):7.1f} MB  {name}" + (f" ({len(sizes)} processes)" if len(sizes) > 1 else ""))
    total = sum(map(sum, held.values()))
    print(f"{total:7.1f} MB  in all; the budget is {_LIMIT_MB}")


def _roots(home: Path) -> list[int]:
    """`idic up` and the embedded database, which is no child of it."""
    up = re.search(r"process (\d+)", (home / "up.lock").read_text())
    assert up is not None, f"nothing runs from {home}"
    return [int(up[1]), *(int(path.read_text().split()[0]) for path in home.glob("postgresql/*/postmaster.pid"))]


def _tree(roots: list[int]) -> set[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.read_text().rpartition(")")[2].split()[1])].append(int(path.parent.name))
        except OSError:
            continue
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        found.add(pid := waiting.pop())
        waiting += children[pid]
    return found


def _name(command: str) -> str:
    for sign, name in {
        "granian": "web", "apart_process": "jobs apart", "main worker": "worker", "main asking": "asking",
        "main up": "up", "postgres": "database", "idic-guard": "guards",
    }.items():  # fmt: skip
        if sign in command:
            return name
    return command[:60]


if __name__ == "__main__":
    main()
