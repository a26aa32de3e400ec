"""A progress bar on standard error for work that reports its steps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from idic.foundation.jobs.progress import Progress

_WORDS = {
    "read": "Reading rows", "match": "Matching customers", "apply": "Writing purchases", "finish": "Finishing",
    "extract": "Copying into the warehouse", "mart": "Summing up each customer", "score": "Computing scores",
    "store": "Storing scores", "segments": "Filling segments", "campaigns": "Loading campaigns", "wait": "Waiting",
    "profiling": "Looking up who may be profiled", "publish": "Publishing the snapshot",
    "read_again": "Reading records again",
}  # fmt: skip


@contextmanager
def stepped() -> Iterator[Progress]:
    """Where standard error is no terminal, each step is one line instead."""
    from idic.foundation.jobs.progress import SilentProgress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield SilentProgress(_Lines())
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def listen(step: str, done: int, total: int) -> None:
            bar.update(task, description=worded(step), completed=done, total=total or None)

        yield SilentProgress(listen)


def worded(step: str) -> str:
    return _WORDS.get(step, step.replace("_", " ").capitalize())


class _Lines:
    def __init__(self) -> None:
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._step = step
            print(f"{worded(step)} …", file=sys.stderr, flush=True)
