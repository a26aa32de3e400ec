"""Analyses of behaviour: asked for by somebody, computed by a job, kept until somebody removes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.differentiate.behaviour.answers import read_answers
from idic.domain.differentiate.behaviour.asking import asked_from
from idic.domain.differentiate.behaviour.errors import AnalysisRefused
from idic.domain.differentiate.enums import AnalysisKind
from idic.domain.differentiate.models import Analysis
from idic.domain.differentiate.queries.analyses import access_analysis
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.domain.differentiate.queries.segments import access_segment
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.texts import one_line
from idic.warehouse.errors import WarehouseError
from idic.warehouse.snapshots import current_snapshot

#: So many of a kind are kept; price studies only go when somebody removes them.
KEPT = 20


@transaction.atomic
def ask_for_analysis(kind: str, told: Mapping[str, object], *, by: User, at: datetime | None = None) -> Analysis:
    """Of the snapshot that is current now, as of the day of the newest scores."""
    require(by, "value.see")
    asked = asked_from(kind, told)
    if asked.segment:
        access_segment(by, asked.segment)
    refresh = newest_refresh(by)
    try:
        snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except WarehouseError:
        snapshot = None
    if refresh is None or snapshot is None:
        raise AnalysisRefused("", _("There are no figures yet: refresh them first."))
    analysis = Analysis.objects.create(
        kind=kind, parameters=asked.as_dict(), snapshot=snapshot.name, as_of=refresh.as_of, created_by=by,
        created_at=at or timezone.now(),
    )  # fmt: skip
    return _queued(analysis, by=by)


@transaction.atomic
def upload_price_study(
    kind: str, chunks: Iterable[bytes], *, file_name: str, title: str, cost: float | None = None,
    rule: str = "inclusive", by: User, at: datetime | None = None,
) -> Analysis:  # fmt: skip
    """Raises AnswersRefused with a sentence that says what the file lacks."""
    require(by, "value.see")
    answers = read_answers(kind, chunks, file_name=file_name)
    parameters: dict[str, Any] = {
        "answers": answers.rows, "file": file_name[:120], "unreadable": answers.unreadable, "first": answers.first,
    }  # fmt: skip
    if kind == AnalysisKind.GABOR_GRANGER:
        parameters["cost"] = cost
    else:
        parameters["rule"] = rule
    analysis = Analysis.objects.create(
        kind=kind, title=one_line(title, 120) or file_name[:120], parameters=parameters, created_by=by,
        created_at=at or timezone.now(),
    )  # fmt: skip
    return _queued(analysis, by=by)


@transaction.atomic
def keep_result(analysis: Analysis, result: dict[str, Any], *, by: User | None, at: datetime | None = None) -> None:
    """Older ones of the same kind make room, and lose nothing that could not be computed again."""
    moment = at or timezone.now()
    analysis.result, analysis.computed_at = result, moment
    analysis.save(update_fields=["result", "computed_at"])
    if analysis.snapshot:
        kept = Analysis.objects.filter(kind=analysis.kind).order_by("-id").values_list("pk", flat=True)[:KEPT]
        Analysis.objects.filter(kind=analysis.kind).exclude(pk__in=list(kept)).delete()
    append_event(
        NewEvent("analysis.computed", "analysis", analysis.pk, after={"kind": analysis.kind, "title": analysis.title}),
        by=by,
        at=moment,
    )


@transaction.atomic
def remove_analysis(analysis: Analysis, *, by: User, at: datetime | None = None) -> None:
    """Whoever made it removes it, or who may refresh all figures."""
    found = access_analysis(by, analysis.pk)
    if found.created_by_id != by.pk:
        require(by, "refresh.run")
    append_event(
        NewEvent("analysis.removed", "analysis", found.pk, before={"kind": found.kind, "title": found.title}),
        by=by,
        at=at,
    )
    found.delete()


@transaction.atomic
def ask_for_list(analysis: Analysis, told: Mapping[str, object], *, name: str, by: User) -> Job:
    """The customers behind a line of the analysis as a static list: found by a job, for millions may have bought."""
    require(by, "segment.change")
    found = access_analysis(by, analysis.pk)
    if not name.strip():
        raise AnalysisRefused("name", _("Give the list a name."))
    return start_job("behaviour.list", {"analysis": found.pk, "told": dict(told), "name": one_line(name, 120)}, by=by)


def _queued(analysis: Analysis, *, by: User) -> Analysis:
    analysis.job = start_job("behaviour.analyse", {"analysis": analysis.pk}, by=by)
    analysis.save(update_fields=["job"])
    return analysis
