"""A question put to the warehouse for one reader."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.warehouse.asking import QuestionRefused, ask
from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Dimension, Measure
from idic.warehouse.measures.facts import FACTS
from idic.warehouse.questions.errors import (
    EngineAway,
    MeasureWithheld,
    NoFigures,
    NotInSnapshot,
    QuestionError,
    SnapshotGone,
)
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.question import Question
from idic.warehouse.rights import RowCut, cut_for
from idic.warehouse.snapshots import moment_of

SECONDS = 30.0


def answered(question: Question, *, user: User, today: date) -> Pivot:
    """Raises a QuestionError or an AskingError; both read as sentences."""
    require(user, "question.ask")
    cut = cut_for(user)
    check_readable(question, cut)
    body = {
        "question": question.stored(), "cut": cut.of_marts([fact.mart for fact in question.facts]).key,
        "today": today.isoformat(),
        "currency": settings.CONFIGURATION.currency,
    }  # fmt: skip
    try:
        return Pivot(question, ask("question", body, seconds=SECONDS))
    except QuestionRefused as refused:
        raise _in_words(refused) from None


def day_of(question: Question) -> date:
    """From which its times count: an older snapshot is asked as on its own day."""
    moment = moment_of(question.snapshot) if question.snapshot else None
    return timezone.localdate(moment)


def check_readable(question: Question, cut: RowCut) -> None:
    for measure in question.measures:
        if not measure_readable(measure, cut):
            raise MeasureWithheld(measure.label)
    for dimension in (*question.dimensions, *(one.dimension for one in question.filters)):
        if not dimension_readable(dimension, cut):
            raise MeasureWithheld(dimension.label)


def measure_readable(measure: Measure, cut: RowCut) -> bool:
    marts = {mart for atom in measure.atoms for mart in FACTS[ATOMS[atom].fact].marts}
    if any(ATOMS[atom].scores for atom in measure.atoms):
        marts.add("scores")
    return all(cut.may_read(mart) for mart in marts)


def dimension_readable(dimension: Dimension, cut: RowCut) -> bool:
    """A column whose group is hidden from the role tells nothing, so it is not offered either."""
    hidden = dimension.mart == "customers" and cut.columns.get(dimension.column) is not None
    return (not dimension.mart or cut.may_read(dimension.mart)) and (not hidden or dimension.column == "birth_date")


def fits(measure: Measure, dimension: Dimension) -> bool:
    return all(FACTS[ATOMS[atom].fact].reaches(dimension) for atom in measure.atoms)


def _in_words(refused: QuestionRefused) -> QuestionError:
    match refused.code:
        case "no_snapshot":
            return NoFigures()
        case "engine_away":
            return EngineAway()
        case "snapshot_gone":
            return SnapshotGone()
        case "not_in_snapshot":
            return NotInSnapshot(refused.details.get("what", ""))
        case "withheld":
            return MeasureWithheld("")
    return QuestionError(refused.details.get("text", ""))
