"""The teller of questions for reports: the table of the page, with its words."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from idic.doors.web.questions.table import raw_rows
from idic.doors.web.questions.words import Names
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.warehouse.questions.asked import answered
from idic.warehouse.questions.errors import MeasureWithheld
from idic.warehouse.questions.question import Question


def question_rows(question: Question, user: User) -> list[list[Any]]:
    """Its times count from today, whichever snapshot it is read from: a report of the first of a month tells the month
    that has just ended, though the figures are of the night before."""
    single = next((one for one in question.dimensions if one.code == "customer"), None)
    if single is not None and not may(user, "customer.export"):
        raise MeasureWithheld(single.label)
    pivot = answered(question, user=user, today=timezone.localdate())
    return raw_rows(pivot, Names(user, {one: pivot.values_of(one) for one in question.dimensions}))
