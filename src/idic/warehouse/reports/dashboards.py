"""A whole dashboard as a report: each tile a table of its own, as the reader may see it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.warehouse.adhoc.spec import Answer
from idic.warehouse.models import Report
from idic.warehouse.queries.questions import tiles_seen_by
from idic.warehouse.reports.errors import NotTold
from idic.warehouse.reports.parts import Part
from idic.warehouse.reports.questions import told_question

#: What passes by itself: half a dashboard is not sent where a later try tells all of it.
_PASSING = frozenset({"busy", "no_snapshot"})


def told_dashboard(report: Report, *, user: User, snapshot: str) -> list[Part]:
    """What neither its reader nor whoever makes the report sees stays an empty place. Raises NotTold where no tile can
    be told."""
    dashboard = report.dashboard
    if dashboard is None or dashboard.deleted_at is not None:
        raise NotTold("dashboard_gone", _("The dashboard was deleted."))
    found, last = [], NotTold("dashboard_empty", _("Nothing is on the dashboard yet."))
    for tile, is_seen in tiles_seen_by(dashboard, [user, report.owner]):
        if not is_seen:
            found.append(_missing("–", _("This question was deleted, or is not shared with you.")))
            continue
        saved = tile.question
        try:
            answer = told_question(saved, user=user, snapshot=snapshot)
        except NotTold as error:
            if error.code in _PASSING:
                raise
            last = error
            found.append(_missing(saved.name, str(error)))
        else:
            found.append(Part(saved.name, saved.note, answer.columns, answer, ()))
    if all(part.problem for part in found):
        raise last
    return found


def _missing(title: str, problem: str) -> Part:
    return Part(title, "", [], Answer([], [], []), (), problem)
