"""A state in a folder: a file for each array that lasts, and one with all the others and the names of these files."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.state import LASTING, State

Values = npt.NDArray[Any]
_HEAD = "state.npz"


def keep(folder: Path, state: State) -> None:
    """Arrays that came from this folder stay where they are. Whoever reads, also after a crash, finds the state of before
    or this one, never parts of both. One writer at a time."""
    names = {name: _standing(folder, state[name]) or _written(folder, name, state[name]) for name in LASTING}
    token = secrets.token_hex(4)
    passing = folder / f"{_HEAD}-{token}"
    others = {name: values for name, values in state.items() if name not in LASTING}
    others["files"] = np.array([names[name] for name in LASTING])
    _write(passing, lambda file: np.savez(file, allow_pickle=False, **others))
    passing.replace(folder / _HEAD)
    _durable(folder)
    for path in folder.iterdir():
        if path.name.rpartition("-")[0] in {*LASTING, _HEAD} and path.name not in names.values():
            path.unlink()


def kept(folder: Path) -> State:
    """The arrays that last are mapped from their files; pages that nobody asks for are not read."""
    while True:
        with np.load(folder / _HEAD) as head:
            state = dict(head)
        files = [folder / name for name in state.pop("files").tolist()]
        try:
            return state | {name: np.load(file, mmap_mode="r") for name, file in zip(LASTING, files, strict=True)}
        except FileNotFoundError:
            # written anew in between
            with np.load(folder / _HEAD) as head:
                if head["files"].tolist() == [file.name for file in files]:
                    raise


def _standing(folder: Path, values: Values) -> str | None:
    path = Path(values.filename) if isinstance(values, np.memmap) and values.filename else None
    return path.name if path is not None and path.parent.samefile(folder) else None


def _written(folder: Path, name: str, values: Values) -> str:
    path = folder / f"{name}-{secrets.token_hex(4)}"
    _write(path, lambda file: np.save(file, values))
    return path.name


def _write(path: Path, into: Callable[[IO[bytes]], None]) -> None:
    with path.open("xb") as file:
        into(file)
        file.flush()
        os.fsync(file.fileno())


def _durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
