"""A question put together on the page, as the table of a report. The page words its codes and names; it gives its teller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.warehouse.adhoc.spec import Answer
from idic.warehouse.asking import AskingError, NoAnswer, TooLong, TooMuch
from idic.warehouse.models import SavedQuestion
from idic.warehouse.questions.errors import MeasureWithheld, NoFigures, QuestionError
from idic.warehouse.reports.errors import NotTold

#: The rows of the answer as this user reads it, the first with the headings; numbers are numbers.
Teller = Callable[[SavedQuestion, User], list[list[Any]]]

_tellers: list[Teller] = []
_CODES: tuple[tuple[type[Exception], str], ...] = (
    (MeasureWithheld, "refused"), (NoFigures, "no_snapshot"), (TooLong, "time"), (TooMuch, "memory"),
    (NoAnswer, "busy"),
)  # fmt: skip


def register_teller(teller: Teller) -> None:
    _tellers[:] = [teller]


def told_question(saved: SavedQuestion, *, user: User) -> Answer:
    """Raises NotTold."""
    if not _tellers:
        raise NotTold("failed", _("The question could not be answered."))
    try:
        heads, *rows = _tellers[0](saved, user)
    except (QuestionError, AskingError) as error:
        code = next((code for kind, code in _CODES if isinstance(error, kind)), "failed")
        raise NotTold(code, str(error)) from error
    numeric = [any(isinstance(row[place], int | float) for row in rows) for place in range(len(heads))]
    return Answer([str(one) for one in heads], ["DOUBLE" if one else "VARCHAR" for one in numeric], rows)
