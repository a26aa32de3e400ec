"""A report as one reader reads it: the rows that they may see, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.foundation.accounts.models import User
from idic.warehouse.adhoc.errors import AdhocError, NothingToAsk
from idic.warehouse.adhoc.operations import places
from idic.warehouse.adhoc.process import answer
from idic.warehouse.adhoc.spec import Answer, Limits
from idic.warehouse.errors import WarehouseError
from idic.warehouse.models import Report
from idic.warehouse.reports.errors import NotTold
from idic.warehouse.reports.questions import told_question
from idic.warehouse.reports.sources import QUESTION, SOURCES, SQL
from idic.warehouse.rights import RowCut, cut_for
from idic.warehouse.snapshots import current_snapshot

_LIMITS = Limits(seconds=30, rows=50_000)


@dataclass(frozen=True)
class Told:
    """`summed` are the columns that have a sum under them; None leaves it to the workbook. `remarks` are whole
    sentences: what was cut and why."""

    title: str
    note: str
    headings: list[str]
    answer: Answer
    summed: tuple[int, ...] | None
    remarks: list[str]
    as_of: datetime
    for_whom: str


def told_report(report: Report, *, user: User) -> Told:
    """In the language that is active. Raises NotTold."""
    cut = cut_for(user)
    if report.source == QUESTION and report.question is not None:
        found = told_question(report.question, user=user)
        return Told(
            report.name, report.note, found.columns, found, (), _remarks(cut, found), timezone.now(), user.display_name
        )
    try:
        snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except WarehouseError:
        error = NothingToAsk()
        raise NotTold(error.code, str(error)) from None
    source = SOURCES.get(report.source)
    text = report.query.text if report.source == SQL and report.query is not None else ""
    if source is not None:
        text = source.sql.replace("{currency}", settings.CONFIGURATION.currency)
    try:
        found = answer(text, cut=cut, snapshot=snapshot, places=places(), limits=_LIMITS)
    except AdhocError as error:
        raise NotTold(error.code, str(error)) from error
    headings = [str(one) for one in source.headings] if source is not None else found.columns
    return Told(
        report.name, report.note, headings, found, tuple(source.summed) if source is not None else None,
        _remarks(cut, found), snapshot.taken_at or timezone.now(), user.display_name,
    )  # fmt: skip


def _remarks(cut: RowCut, found: Answer) -> list[str]:
    remarks = []
    if not cut.customers.is_all or not cut.purchases.is_all:
        remarks.append(_("It holds the customers within the reader's reach, not all."))
    elif cut.columns or cut.facts is not None:
        remarks.append(_("Personal columns are masked as the reader's role has them."))
    if found.cut:
        remarks.append(_("It was cut to the first %(rows)s rows.") % {"rows": len(found.rows)})
    return remarks
