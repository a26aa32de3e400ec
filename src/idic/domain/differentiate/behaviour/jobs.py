"""The work behind the pages of behaviour, done by the worker."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from idic.domain.differentiate.behaviour import baskets, cohorts, paths, prices, rhythm
from idic.domain.differentiate.behaviour.asking import ON_PURCHASES, Asked, asked_from
from idic.domain.differentiate.enums import AnalysisKind
from idic.domain.differentiate.errors import ListEmpty, ListTooLong
from idic.domain.differentiate.models import Analysis
from idic.domain.differentiate.operations.analyses import keep_result
from idic.domain.differentiate.operations.static_lists import create_static_list
from idic.domain.differentiate.queries.analyses import members_for_analysis
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import Progress
from idic.warehouse.errors import WarehouseError
from idic.warehouse.marts.baskets import buyers_of
from idic.warehouse.snapshots import Snapshot, current_snapshot, read_snapshot


def analysis_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    analysis = _analysis(arguments)
    if analysis.kind not in ON_PURCHASES:
        result = prices.compute(analysis.kind, analysis.parameters)
    else:
        asked = asked_from(analysis.kind, analysis.parameters)
        snapshot = _snapshot(analysis)
        analysis.snapshot = snapshot.name
        result = _of_purchases(analysis, asked, snapshot, progress)
        analysis.save(update_fields=["snapshot"])
    keep_result(analysis, result, by=analysis.created_by)
    return {"analysis": analysis.pk, "kind": analysis.kind}


def list_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """Safe to repeat: the list is made in one transaction with its end."""
    analysis = _analysis(arguments)
    by = Job.objects.get(pk=progress.job_id).created_by
    told = arguments.get("told")
    if by is None or not isinstance(told, dict):
        raise JobRefused("analysis_gone")
    progress.report("behaviour_customers")
    ids = _customers_of(analysis, told)
    try:
        with transaction.atomic():
            segment = create_static_list(
                name=str(arguments["name"]), customer_ids=ids, by=by, source="behaviour",
                description=str(told.get("description", "")),
            )  # fmt: skip
    except ListEmpty:
        raise JobRefused("list_empty") from None
    except ListTooLong:
        raise JobRefused("list_too_long", customers=len(ids)) from None
    return {"segment": segment.pk, "customers": len(ids)}


def _of_purchases(analysis: Analysis, asked: Asked, snapshot: Snapshot, progress: Progress) -> dict[str, Any]:
    until = analysis.as_of
    assert until is not None, "an analysis of purchases has its day"
    customers = members_for_analysis(asked.segment) if asked.segment else None
    currency = settings.CONFIGURATION.currency
    if analysis.kind == AnalysisKind.BASKETS:
        return baskets.compute(snapshot, asked, until=until, customers=customers, report=progress.report)
    compute = {AnalysisKind.PATHS: paths.compute, AnalysisKind.COHORTS: cohorts.compute}.get(
        AnalysisKind(analysis.kind), rhythm.compute
    )
    return compute(snapshot, asked, until=until, currency=currency, customers=customers, report=progress.report)


def _customers_of(analysis: Analysis, told: dict[str, Any]) -> set[int]:
    asked = asked_from(analysis.kind, analysis.parameters)
    snapshot, until = _snapshot(analysis), analysis.as_of
    assert until is not None, "an analysis of purchases has its day"
    members = members_for_analysis(asked.segment) if asked.segment else None
    if analysis.kind == AnalysisKind.RHYTHM:
        return rhythm.customers_due(
            snapshot, asked, until=until, currency=settings.CONFIGURATION.currency, customers=members,
            category=str(told["category"]), what=str(told["what"]),
        )  # fmt: skip

    def buyers(item: object) -> set[int]:
        return buyers_of(
            snapshot, since=asked.since(until), until=until, level=asked.level, item=str(item), customers=members
        )

    have = set.intersection(*(buyers(item) for item in told["a"]))
    return have - set().union(*(buyers(item) for item in told["b"]))


def _analysis(arguments: dict[str, object]) -> Analysis:
    found = Analysis.objects.select_related("created_by").filter(pk=int(str(arguments["analysis"]))).first()
    if found is None:
        raise JobRefused("analysis_gone")
    return found


def _snapshot(analysis: Analysis) -> Snapshot:
    """The one it was asked of; where that has made room, the current one."""
    folder = settings.CONFIGURATION.warehouse_folder
    try:
        return read_snapshot(folder, analysis.snapshot)
    except WarehouseError:
        return current_snapshot(folder)
