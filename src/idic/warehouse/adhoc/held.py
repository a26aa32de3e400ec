"""Answers, kept for a day beside the warehouse so that a reader can page through one and take it away."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
from dataclasses import asdict
from pathlib import Path

from idic.warehouse.adhoc.errors import AnswerGone
from idic.warehouse.adhoc.spec import Answer
from idic.warehouse.rights import RowCut

KEPT_SECONDS = 24 * 60 * 60
_KEPT_ANSWERS = 200


def hold(folder: Path, number: int, answer: Answer, *, cut: RowCut) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    drop_old(folder)
    path = _path(folder, number)
    draft = path.with_suffix(f".{os.getpid()}")
    with gzip.open(draft, "wt", compresslevel=1, encoding="utf-8") as file:
        json.dump({"rights": _mark(cut), **asdict(answer)}, file, ensure_ascii=False)
    os.replace(draft, path)


def held(folder: Path, number: int, *, cut: RowCut) -> Answer:
    """Raises AnswerGone, also where its asker reads something else today than when it was made."""
    try:
        with gzip.open(_path(folder, number), "rt", encoding="utf-8") as file:
            told = json.load(file)
    except (FileNotFoundError, EOFError, ValueError):
        raise AnswerGone from None
    if told.pop("rights") != _mark(cut):
        raise AnswerGone
    return Answer(**told)


def drop_old(folder: Path) -> None:
    files = sorted(folder.glob("*.json.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    oldest = time.time() - KEPT_SECONDS
    for position, path in enumerate(files):
        if position >= _KEPT_ANSWERS or path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def drop_all(folder: Path) -> None:
    """When a person is erased: what was asked before may name them."""
    for path in folder.glob("*.json.gz"):
        path.unlink(missing_ok=True)


def _path(folder: Path, number: int) -> Path:
    return folder / f"{int(number)}.json.gz"


def _mark(cut: RowCut) -> str:
    return hashlib.sha256(cut.key.encode()).hexdigest()
