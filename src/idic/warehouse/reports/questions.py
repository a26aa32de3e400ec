"""A question put together on the page, as the table of a report. The page words its codes and names; it gives its teller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.warehouse.adhoc.spec import Answer
from idic.warehouse.asking import AskingError, NoAnswer, TooLong, TooMuch
from idic.warehouse.models import SavedQuestion
from idic.warehouse.questions.errors import EngineAway, MeasureWithheld, NoFigures, QuestionError
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.reading import read_question
from idic.warehouse.reports.errors import FAILURES, NotTold

#: The rows of the answer as this user reads it, the first with the headings; numbers are numbers.
Teller = Callable[[Question, User], list[list[Any]]]

_tellers: list[Teller] = []
_CODES: tuple[tuple[type[Exception], str], ...] = (
    (MeasureWithheld, "refused"), (NoFigures, "no_snapshot"), (TooLong, "time"), (TooMuch, "memory"),
    (NoAnswer, "busy"), (EngineAway, "busy"),
)  # fmt: skip


def register_teller(teller: Teller) -> None:
    _tellers[:] = [teller]


def told_question(saved: SavedQuestion, *, user: User, snapshot: str) -> Answer:
    """Of the named snapshot, so that all that a report tells is of one moment. Raises NotTold."""
    if not _tellers:
        raise NotTold("failed", _("The question could not be answered."))
    try:
        heads, *rows = _tellers[0](replace(read_question(saved.asked), snapshot=snapshot), user)
    except (QuestionError, AskingError) as error:
        code = next((code for kind, code in _CODES if isinstance(error, kind)), "failed")
        raise NotTold(code, str(error)) from error
    except NotAllowed:
        raise NotTold("refused", str(FAILURES["refused"])) from None
    types = [_type([row[place] for row in rows]) for place in range(len(heads))]
    told = [[_whole(one) if kind == "BIGINT" else one for one, kind in zip(row, types, strict=True)] for row in rows]
    return Answer([str(one) for one in heads], types, told)


def _type(values: list[Any]) -> str:
    """Counts are told without a fraction."""
    numbers = [one for one in values if isinstance(one, int | float)]
    if not numbers:
        return "VARCHAR"
    return "BIGINT" if all(float(one).is_integer() for one in numbers) else "DOUBLE"


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) else value
