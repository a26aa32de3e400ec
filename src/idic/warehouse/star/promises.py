"""Measured promises, one row for each clock of a case: what attainment is counted from, to count it anew elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Unit, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star

_CLOCK = "cases_caseclock"
_SOURCE = """FROM cases_caseclock c JOIN cases_case k ON k.id = c.case_id
    JOIN standards_standardversion v ON v.id = c.standard_version_id
    LEFT JOIN LATERAL (
        SELECT string_agg(concat(to_char(p.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '/',
                                 to_char(p.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ' ', p.reason),
                          ', ' ORDER BY p.started_at) AS pauses
        FROM cases_casepause p WHERE p.case_id = k.id) s ON TRUE"""


def _of_no_case(star: Star) -> ir.Table:
    return star.table("promises").anti_join(star.table("cases"), "case_id")


def _decided(column: str) -> str:
    """Of one that has been decided; the others still change."""
    return f"CASE WHEN c.state IN ('met', 'breached') THEN round(c.{column}::numeric, 4)::float8 END"


PROMISES = Mart(
    "promises",
    _("Measured promises"),
    _("One row per clock of a case: what was promised, by which standard and calendar, and how it was kept."),
    Kind.FACT,
    (
        Column("case_id", "int64", _("Which case."), (f"{_CLOCK}.case_id",)),
        Column("clock", "string", _("What is measured: first response, resolution and so on."), (f"{_CLOCK}.measure",)),
        Column("mode", "string", _("Channel of the first contact."), ("cases_case.mode",)),
        Column("purpose", "string", _("Why the customer got in touch."), ("cases_case.purpose",)),
        Column("segment", "string", _("Value tier of the customer when the clock began."), (f"{_CLOCK}.tier",)),
        Column("priority", "string", _("Priority of the case."), ("cases_case.priority",)),
        Column("standard_id", "int64", _("By which standard."), ("standards_standardversion.standard_id",)),
        Column("standard_version", "int32", _("By which version of it."), ("standards_standardversion.number",)),
        Column("calendar_id", "int64", _("By which hours; empty: day and night."), (f"{_CLOCK}.calendar_id",)),
        Column("calendar_version", "int32", _("By which version of them."), (f"{_CLOCK}.calendar_version",)),
        Column("started", "timestamp", _("When the clock began, on the clock of the business."), (f"{_CLOCK}.started_at",)),
        Column(
            "target_since", "timestamp", _("Since when another standard holds than at its start; empty: the same."),
            (f"{_CLOCK}.target_since",),
        ),
        Column(
            "counted_from", "timestamp", _("From when its time counts, where that is the change of its standard."),
            (f"{_CLOCK}.counted_from",),
        ),
        Column("received", "timestamp", _("First contact, on the clock of the business."), ("cases_case.received_at",)),
        Column("first_response", "timestamp", _("First answer by a person."), ("cases_case.first_response_at",)),
        Column("resolved", "timestamp", _("When it was resolved."), ("cases_case.resolved_at",)),
        Column("confirmed", "timestamp", _("When the customer said yes."), ("cases_case.confirmed_at",)),
        Column("closed", "timestamp", _("When it was closed."), ("cases_case.closed_at",)),
        Column(
            "pauses", "string", _("Every pause of the case in UTC, from/to and why; ended: it had ended in between."),
            ("cases_casepause.started_at", "cases_casepause.ended_at", "cases_casepause.reason"),
        ),
        Column("budget_min", "int32", _("Open time that was promised."), (f"{_CLOCK}.budget_minutes",), unit=Unit.MINUTES),
        Column(
            "elapsed_min", "double", _("Open time that it took, without pauses, once it is decided."),
            (f"{_CLOCK}.elapsed_minutes",), unit=Unit.MINUTES,
        ),
        Column(
            "paused_min", "double", _("Open time for which it stood still, once it is decided."),
            (f"{_CLOCK}.paused_minutes",), unit=Unit.MINUTES,
        ),
        Column(
            "gross_min", "double", _("Time on the wall, nights and days off too, once it is decided."),
            (f"{_CLOCK}.gross_minutes",), unit=Unit.MINUTES,
        ),
        Column("state", "string", _("Met, breached or running; merged: counts in the other case."), (f"{_CLOCK}.state",)),
        Column("breach_at", "timestamp", _("When it was broken."), (f"{_CLOCK}.breached_at",)),
    ),
    parts=(
        Part(
            _SOURCE,
            {
                "case_id": "c.case_id", "clock": "c.measure", "mode": "k.mode", "purpose": "k.purpose", "segment": "c.tier",
                "priority": "k.priority", "standard_id": "v.standard_id", "standard_version": "v.number",
                "calendar_id": "c.calendar_id", "calendar_version": "c.calendar_version",
                "started": "c.started_at AT TIME ZONE '{zone}'", "target_since": "c.target_since AT TIME ZONE '{zone}'",
                "counted_from": "c.counted_from AT TIME ZONE '{zone}'", "received": "k.received_at AT TIME ZONE '{zone}'",
                "first_response": "k.first_response_at AT TIME ZONE '{zone}'",
                "resolved": "k.resolved_at AT TIME ZONE '{zone}'", "confirmed": "k.confirmed_at AT TIME ZONE '{zone}'",
                "closed": "k.closed_at AT TIME ZONE '{zone}'", "pauses": "coalesce(s.pauses, '')",
                "budget_min": "c.budget_minutes", "elapsed_min": _decided("elapsed_minutes"),
                "paused_min": _decided("paused_minutes"), "gross_min": _decided("gross_minutes"),
                "state": "CASE c.state WHEN 'paused' THEN 'running' ELSE c.state END",
                "breach_at": "c.breached_at AT TIME ZONE '{zone}'",
            },
            order="c.case_id, c.id", table="cases_case", key="id", bounds=("k.id", "c.case_id"), shift=16,
            where="k.deleted_at IS NULL",
            watched=(
                Watched("cases_case", "id", 16), Watched("cases_caseclock", "case_id", 16),
                Watched("cases_casepause", "case_id", 16), Watched("standards_standardversion"),
            ),
        ),
    ),
    invariants=(Invariant("promise_of_a_case", _("Each promise belongs to a case."), _of_no_case),),
)  # fmt: skip
