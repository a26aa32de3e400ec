"""What the page of a started import shows: how far it is, or what came of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.identify.enums import ImportKind, ImportState, LinkReason
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.queries.imports import failure_of, refusals_by_code
from idic.domain.identify.refusals import sentence_for
from idic.doors.web.imports.draft import facts_of
from idic.doors.web.imports.undoing import show_undoing
from idic.doors.web.jobs.wording import percent_of, step_of
from idic.doors.web.shell.navigation import url_or_none
from idic.foundation.accounts.models import User
from idic.foundation.languages.formats import moment, number

_OPEN = (ImportState.QUEUED, ImportState.RUNNING)


def show_outcome(batch: ImportBatch, user: User) -> dict[str, Any]:
    context: dict[str, Any] = {"batch": batch, "facts": facts_of(batch)}
    if batch.state in _OPEN:
        job = batch.job
        return {
            **context,
            "stage": "running",
            "percent": percent_of(job) if job else None,
            "step": step_of(job) if job else "",
            "may_cancel": job is not None and not job.cancel_requested,
        }
    if batch.state != ImportState.DONE:
        failed = batch.state == ImportState.FAILED
        return {**context, "stage": "stopped", "failure": failure_of(batch) if failed else ""}
    ended = [(_("Taken"), moment(batch.finished_at))] if batch.finished_at else []
    return {
        **context,
        "stage": "done",
        **show_undoing(batch, user),
        "facts": [*context["facts"], (_("Rows read"), number(batch.row_count)), *ended],
        "counts": _counts(batch),
        "made": _made(batch),
        "matched": _matched(batch),
        "doubts": [(sentence_for(code), count) for code, count in batch.figures.get("doubts", {}).items()],
        "refusals": refusals_by_code(batch) if batch.refused_count else [],
        "records_url": url_or_none("customers:list" if batch.kind == ImportKind.CUSTOMERS else "purchases:list") or "",
    }


def _counts(batch: ImportBatch) -> list[tuple[str, str, str, str]]:
    """(label, value, hint, url)"""
    changed = _("Other values than last time")
    if batch.kind == ImportKind.CUSTOMERS:
        changed = _("Other values than last time; the old ones are kept")
    refused = reverse("imports:refusals", args=[batch.pk]) if batch.refused_count else ""
    return [
        (_("New rows"), number(batch.new_count), _("Not known before from this source"), ""),
        (_("Changed rows"), number(batch.changed_count), changed, ""),
        (_("Unchanged rows"), number(batch.unchanged_count), _("Known already, word for word"), ""),
        (_("Refused rows"), number(batch.refused_count), _("Not taken; each with its reason"), refused),
    ]


def _made(batch: ImportBatch) -> list[tuple[str, object]]:
    words = {
        "customers_made": _("New customers"),
        "possible_duplicates": _("Pairs of customers that may be one"),
        "likely_duplicates": _("New rows much like somebody who is known"),
        "conflicts": _("Rows that match a customer but contradict it"),
        "new_purchases": _("New purchases"),
        "changed_purchases": _("Changed purchases"),
        "new_products": _("New products"),
        "new_customers": _("Customers known by their number alone"),
    }
    return [(word, number(int(batch.figures[name]))) for name, word in words.items() if name in batch.figures]


def _matched(batch: ImportBatch) -> list[tuple[str, object]]:
    found = batch.figures.get("matched", {})
    return [
        (str(LinkReason(reason).label), number(count)) for reason, count in sorted(found.items(), key=lambda i: -i[1])
    ]
