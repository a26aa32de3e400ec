"""What the process with the engine does with a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from idic.foundation.accounts.errors import NotAllowed
from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import QuestionRefused, TooMuch
from idic.warehouse.errors import NoSnapshot, SnapshotDamaged
from idic.warehouse.questions.compiling import compile_cells, compile_question, rolls_up
from idic.warehouse.questions.errors import NotInSnapshot, QuestionError
from idic.warehouse.questions.reading import read_question
from idic.warehouse.questions.rolling import roll_up
from idic.warehouse.questions.rows import Source
from idic.warehouse.rights import Reach, RowCut

MOST_CELLS = 60_000


def answer(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """`body`: question, cut, today, currency. The answer: snapshot, columns and rows, as `compiling` tells."""
    try:
        question = read_question(body["question"])
        snapshot = desk.snapshot(question.snapshot or None)
        key = json.dumps(
            [snapshot.name, _without_looks(body["question"]), body["cut"], body["today"], body["currency"]],
            sort_keys=True,
        )

        def make() -> dict[str, Any]:
            star = desk.star(snapshot)
            source = Source(question, star, read_cut(body["cut"]), date.fromisoformat(body["today"]), body["currency"])
            return {"snapshot": snapshot.name, **_run(source, desk)}

        made: dict[str, Any] = desk.remembered(f"question {key}", make)
        return made
    except NoSnapshot:
        raise QuestionRefused("no_snapshot") from None
    except SnapshotDamaged:
        raise QuestionRefused("snapshot_gone") from None
    except NotAllowed:
        raise QuestionRefused("withheld") from None
    except NotInSnapshot as error:
        raise QuestionRefused("not_in_snapshot", {"what": str(error.what)}) from None
    except QuestionError as error:
        raise QuestionRefused("question", {"text": str(error)}) from None


def _run(source: Source, desk: Desk) -> dict[str, Any]:
    if rolls_up(source.question):
        with desk.building():
            cells = compile_cells(source)
        try:
            found = desk.rows(source.star, cells, most=MOST_CELLS)
        except TooMuch as error:
            if error.what != "rows":
                raise
        else:
            return {"columns": ("lr", "lc", *found.columns), "rows": roll_up(source.question, found.rows)}
    with desk.building():
        expression = compile_question(source)
    found = desk.rows(source.star, expression, most=MOST_CELLS)
    return {"columns": found.columns, "rows": found.rows}


def read_cut(key: str) -> RowCut:
    stored: Mapping[str, Any] = json.loads(key)
    return RowCut(
        Reach(**stored["customers"]), Reach(**stored["purchases"]), tuple(stored["withheld"]), stored["columns"],
        stored["facts"],
    )  # fmt: skip


def _without_looks(question: Mapping[str, Any]) -> dict[str, Any]:
    """How it is shown changes no figure."""
    return {name: value for name, value in question.items() if name not in ("chart", "show")}
