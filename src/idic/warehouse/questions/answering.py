"""What the process with the engine does with a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from idic.foundation.accounts.errors import NotAllowed
from idic.warehouse.asking.desk import Desk, Work
from idic.warehouse.asking.errors import QuestionRefused, TooMuch
from idic.warehouse.asking.wire import Written, written
from idic.warehouse.errors import NoSnapshot, SnapshotDamaged, SparkUnavailable
from idic.warehouse.questions.coding import codes_for, numbering_for
from idic.warehouse.questions.compiling import (
    Part,
    atoms_of,
    compile_cells,
    compile_parts,
    compile_question,
    counted_atoms,
    gathers,
    levels_of,
    rolls_up,
)
from idic.warehouse.questions.errors import NotInSnapshot, QuestionError
from idic.warehouse.questions.gathering import add_counted
from idic.warehouse.questions.reading import read_question
from idic.warehouse.questions.rolling import Lines, add_cells, told
from idic.warehouse.questions.rows import Source
from idic.warehouse.rights import Reach, RowCut

MOST_CELLS = 60_000
MOST_GATHERED = 20_000_000


def answer(body: dict[str, Any], desk: Desk) -> Written:
    """`body`: question, cut, today, currency. The answer: snapshot, columns and rows, as `compiling` tells. It is kept as it
    travels: of tens of thousands of figures writing them down takes longer than finding them again."""
    try:
        question = read_question(body["question"])
        snapshot = desk.snapshot(question.snapshot or None)
        newest = desk.snapshot() if question.snapshot else snapshot
        older_than = newest.name if newest.name != snapshot.name else ""
        key = json.dumps(
            [snapshot.name, older_than, _without_looks(body["question"]), body["cut"], body["today"], body["currency"]],
            sort_keys=True,
        )

        def make() -> Written:
            source = Source(
                question, desk.star(snapshot), read_cut(body["cut"]), date.fromisoformat(body["today"]), body["currency"],
                newest if older_than else None,
            )  # fmt: skip
            return written({"snapshot": snapshot.name, **_run(source, desk)})

        made: Written = desk.remembered(f"question {key}", make)
        return made
    except NoSnapshot:
        raise QuestionRefused("no_snapshot") from None
    except SparkUnavailable:
        raise QuestionRefused("engine_away") from None
    except SnapshotDamaged:
        raise QuestionRefused("snapshot_gone") from None
    except NotAllowed:
        raise QuestionRefused("withheld") from None
    except NotInSnapshot as error:
        raise QuestionRefused("not_in_snapshot", {"what": str(error.what)}) from None
    except QuestionError as error:
        raise QuestionRefused("question", {"text": str(error)}) from None


def _run(source: Source, desk: Desk) -> dict[str, Any]:
    question = source.question
    if rolls_up(question) or (gathers(question) and _fits(source)):
        try:
            with desk.at_work(source.star) as work:
                return _from_cells(source, work)
        except TooMuch as error:
            if error.what != "rows":
                raise
    with desk.building():
        expression = compile_question(source)
    found = desk.rows(source.star, expression, most=MOST_CELLS)
    return {"columns": found.columns, "rows": found.rows}


def _fits(source: Source) -> bool:
    """Each value that is counted is held for a moment."""
    marts = {fact.mart for fact in source.question.facts}
    rows = source.star.snapshot.rows
    return source.star.backend.name == "duckdb" and sum(rows.get(mart, 0) for mart in marts) <= MOST_GATHERED


def _from_cells(source: Source, work: Work) -> dict[str, Any]:
    """The levels above are made here."""
    question = source.question
    if source.star.backend.name == "duckdb":
        source = replace(source, codes=codes_for(source, work))
    if not rolls_up(question):
        source = replace(source, numbering=numbering_for(source, counted_atoms(question), work))
        if source.numbering is None:
            raise TooMuch("rows", MOST_CELLS)
    with work.building():
        parts = [Part(compile_cells(source), None)] if rolls_up(question) else compile_parts(source)
    figures = [f"{side}_{atom.code}" for side in ("ae" if question.compare else "a") for atom in atoms_of(question)]
    lines: Lines = {level: {} for level in levels_of(question)}
    for part in parts:
        if part.cells is not None:
            add_cells(lines, question, work.arrow(part.cells, most=MOST_CELLS), source.codes, figures)
        if part.counted is not None and source.numbering is not None:
            counted = work.arrow(part.counted, most=MOST_GATHERED)
            add_counted(lines, question, counted, source.numbering, figures, MOST_CELLS)
    names = [f"d{n}" for n in range(len(question.dimensions))]
    return {"columns": ("lr", "lc", *names, *figures), "rows": told(question, lines)}


def read_cut(key: str) -> RowCut:
    stored: Mapping[str, Any] = json.loads(key)
    return RowCut(
        Reach(**stored["customers"]), Reach(**stored["purchases"]), tuple(stored["withheld"]), stored["columns"],
        stored["facts"], Reach(**stored["cases"]),
    )  # fmt: skip


def _without_looks(question: Mapping[str, Any]) -> dict[str, Any]:
    """How it is shown changes no figure."""
    return {name: value for name, value in question.items() if name not in ("chart", "show")}
