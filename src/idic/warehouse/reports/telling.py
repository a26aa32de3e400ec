"""A report as one reader reads it: the rows that they may see, in their language."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.warehouse.adhoc.errors import AdhocError, NothingToAsk
from idic.warehouse.adhoc.operations import places
from idic.warehouse.adhoc.process import answer
from idic.warehouse.adhoc.spec import Limits
from idic.warehouse.errors import WarehouseError
from idic.warehouse.models import Report
from idic.warehouse.reports.dashboards import told_dashboard
from idic.warehouse.reports.errors import NotTold
from idic.warehouse.reports.parts import Part, Told
from idic.warehouse.reports.questions import told_question
from idic.warehouse.reports.sources import DASHBOARD, QUESTION, SOURCES, SQL
from idic.warehouse.rights import RowCut, cut_for
from idic.warehouse.snapshots import Snapshot, current_snapshot

_LIMITS = Limits(seconds=30, rows=50_000)


def told_report(report: Report, *, user: User) -> Told:
    """In the language that is active, all of it of one snapshot. Raises NotTold."""
    cut = cut_for(user)
    try:
        snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except WarehouseError:
        error = NothingToAsk()
        raise NotTold(error.code, str(error)) from None
    parts = _parts(report, user, cut, snapshot)
    return Told(
        report.name, report.note, parts, _remarks(cut, parts), snapshot.taken_at or timezone.now(), user.display_name
    )


def _parts(report: Report, user: User, cut: RowCut, snapshot: Snapshot) -> list[Part]:
    if report.source == DASHBOARD:
        return told_dashboard(report, user=user, snapshot=snapshot.name)
    if report.source == QUESTION and report.question is not None:
        found = told_question(report.question, user=user, snapshot=snapshot.name)
        return [Part("", "", found.columns, found, ())]
    source = SOURCES.get(report.source)
    text = report.query.text if report.source == SQL and report.query is not None else ""
    if source is not None:
        text = source.sql.replace("{currency}", settings.CONFIGURATION.currency)
    try:
        found = answer(text, cut=cut, snapshot=snapshot, places=places(), limits=_LIMITS)
    except AdhocError as error:
        raise NotTold(error.code, str(error)) from error
    headings = [str(one) for one in source.headings] if source is not None else found.columns
    return [Part("", "", headings, found, tuple(source.summed) if source is not None else None)]


def _remarks(cut: RowCut, parts: Sequence[Part]) -> list[str]:
    remarks = []
    if not cut.reaches_all:
        remarks.append(_("It holds the customers within the reader's reach, not all."))
    elif cut.columns or cut.facts is not None:
        remarks.append(_("Personal columns are masked as the reader's role has them."))
    for part in parts:
        if part.answer.cut:
            rows = formats.number(len(part.answer.rows))
            remarks.append(_("It was cut to the first %(rows)s rows.") % {"rows": rows})
    return remarks
