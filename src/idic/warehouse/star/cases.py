"""Cases with their promises: the clocks are taken as the room of cases keeps them, and nothing is measured anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Unit, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _twice(star: Star) -> ir.Table:
    rows = star.table("cases").group_by("case_id").agg(rows=lambda t: t.count())
    return rows.filter(rows.rows > 1)


def _ended_without_a_moment(star: Star) -> ir.Table:
    cases = star.table("cases")
    return cases.filter(cases.state.isin(["resolved", "closed"]) & cases.resolved_at.isnull())


def _promise_without_a_budget(star: Star) -> ir.Table:
    cases = star.table("cases")
    of_answer = (cases.answer_promise != "") & cases.answer_target_minutes.isnull()
    of_end = (cases.resolution_promise != "") & cases.resolution_target_minutes.isnull()
    return cases.filter(of_answer | of_end)


#: The topic with the one highest above it: a tree of any depth.
TOPICS = """LEFT JOIN (
                   WITH RECURSIVE tree (id, name, highest) AS (
                       SELECT n.id, n.name::text, n.name::text FROM cases_casetopic n WHERE n.parent_id IS NULL
                       UNION ALL
                       SELECT n.id, n.name::text, t.highest FROM cases_casetopic n JOIN tree t ON t.id = n.parent_id)
                   SELECT id, name, highest FROM tree) p ON p.id = k.topic_id"""
_TOPIC = ("cases_case.topic_id", "cases_casetopic.name", "cases_casetopic.parent_id")


def _minutes(clock: str) -> str:
    """Of one that has been decided: a ten-thousandth of a minute is exact on every engine. The others still change."""
    return f"CASE WHEN {clock}.state IN ('met', 'breached') THEN round({clock}.elapsed_minutes::numeric, 4)::float8 END"


CASES = Mart(
    "cases",
    _("Cases"),
    _("One row per case; one that was merged into another stands here in that state, deleted ones do not."),
    Kind.FACT,
    (
        Column("case_id", "int64", _("Number of the case."), ("cases_case.id",)),
        Column("customer_id", "int64", _("Whose case it is; empty where nobody is known."), ("cases_case.customer_id",)),
        Column(
            "received_at", "timestamp", _("First contact, on the clock of the business."), ("cases_case.received_at",)
        ),
        Column("received_on", "date32", _("Day of the first contact."), ("cases_case.received_at",)),
        Column("received_hour", "int32", _("Hour of that day, 0 to 23."), ("cases_case.received_at",)),
        Column(
            "answered_at", "timestamp", _("First answer by a person; empty before it."), ("cases_case.first_response_at",)
        ),
        Column("resolved_at", "timestamp", _("When it was resolved; empty while it is open."), ("cases_case.resolved_at",)),
        Column("resolved_on", "date32", _("Day on which it was resolved."), ("cases_case.resolved_at",)),
        Column("closed_at", "timestamp", _("When it was closed; empty before."), ("cases_case.closed_at",)),
        Column("mode", "string", _("Channel of the first contact."), ("cases_case.mode",)),
        Column("purpose", "string", _("Why the customer got in touch."), ("cases_case.purpose",)),
        Column("state", "string", _("State of the case."), ("cases_case.state",)),
        Column("priority", "string", _("Priority of the case."), ("cases_case.priority",)),
        Column("topic_1", "string", _("Highest topic; empty where none was chosen."), _TOPIC),
        Column("topic", "string", _("The topic itself."), _TOPIC),
        Column("product_id", "int64", _("What it is about; empty where nothing is named."), ("cases_case.product_id",)),
        Column("owner_id", "int64", _("User who works on it; empty while nobody does."), ("cases_case.owner_id",)),
        Column("team_id", "int64", _("Team that it was given to."), ("cases_case.team_id",)),
        Column("created_by_id", "int64", _("User who wrote it down."), ("cases_case.created_by_id",)),
        Column("outcome", "string", _("What came of it."), ("cases_case.outcome",)),
        Column("verdict", "string", _("What the customer says of it."), ("cases_case.verdict",)),
        Column("reopened", "int32", _("How often it was opened again."), ("cases_case.reopened",), unit=Unit.COUNT),
        Column(
            "messages_in", "int32", _("Messages from the customer."), ("cases_message.kind",), unit=Unit.COUNT
        ),
        Column("answers", "int32", _("Messages of ours, written by a person."), ("cases_message.kind",), unit=Unit.COUNT),
        Column(
            "is_complaint", "bool", _("Whether it was recorded as a complaint."), ("complaints_complaint.case_id",)
        ),
        Column(
            "severity", "int32", _("Severity of the complaint, 1 to 5; empty before it was assessed."),
            ("complaints_complaint.severity",),
        ),
        Column(
            "answer_promise", "string", _("The promise of a first answer: running, paused, met, breached; empty without one."),
            ("cases_caseclock.state", "cases_caseclock.measure"),
        ),
        Column(
            "answer_minutes", "double", _("Open time until the first answer, without pauses, once it is decided."),
            ("cases_caseclock.elapsed_minutes",), unit=Unit.MINUTES,
        ),
        Column(
            "answer_target_minutes", "int32", _("Open time that was promised for it."),
            ("cases_caseclock.budget_minutes",), unit=Unit.MINUTES,
        ),
        Column(
            "resolution_promise", "string", _("The promise to resolve it: running, paused, met, breached; empty without one."),
            ("cases_caseclock.state", "cases_caseclock.measure"),
        ),
        Column(
            "resolution_minutes", "double", _("Open time until it was resolved, without pauses, once it is decided."),
            ("cases_caseclock.elapsed_minutes",), unit=Unit.MINUTES,
        ),
        Column(
            "resolution_target_minutes", "int32", _("Open time that was promised for it."),
            ("cases_caseclock.budget_minutes",), unit=Unit.MINUTES,
        ),
        Column(
            "kept_from", "string", _("Users from whom it is kept, since it speaks of them."), ("cases_case.hidden_from",),
            is_for_rights=True,
        ),
    ),
    parts=(
        Part(
            f"""FROM cases_case k
                LEFT JOIN cases_caseclock a ON a.case_id = k.id AND a.measure = 'first_response'
                LEFT JOIN cases_caseclock z ON z.case_id = k.id AND z.measure = 'resolution'
                LEFT JOIN complaints_complaint o ON o.case_id = k.id
                LEFT JOIN LATERAL (
                    SELECT count(*) FILTER (WHERE m.kind = 'inbound') AS asked,
                           count(*) FILTER (WHERE m.kind = 'outbound') AS answered
                    FROM cases_message m WHERE m.case_id = k.id) s ON TRUE
                {TOPICS}""",  # noqa: S608 - ours
            {
                "case_id": "k.id", "customer_id": "k.customer_id",
                "received_at": "k.received_at AT TIME ZONE '{zone}'",
                "received_on": "(k.received_at AT TIME ZONE '{zone}')::date",
                "received_hour": "extract(hour FROM k.received_at AT TIME ZONE '{zone}')::int",
                "answered_at": "k.first_response_at AT TIME ZONE '{zone}'",
                "resolved_at": "k.resolved_at AT TIME ZONE '{zone}'",
                "resolved_on": "(k.resolved_at AT TIME ZONE '{zone}')::date",
                "closed_at": "k.closed_at AT TIME ZONE '{zone}'",
                "mode": "k.mode", "purpose": "k.purpose", "state": "k.state", "priority": "k.priority",
                "topic_1": "coalesce(p.highest, '')", "topic": "coalesce(p.name, '')", "product_id": "k.product_id",
                "owner_id": "k.owner_id", "team_id": "k.team_id", "created_by_id": "k.created_by_id",
                "outcome": "k.outcome", "verdict": "k.verdict", "reopened": "k.reopened",
                "messages_in": "s.asked::int", "answers": "s.answered::int",
                "is_complaint": "o.id IS NOT NULL", "severity": "o.severity::int",
                "answer_promise": "coalesce(a.state, '')", "answer_minutes": _minutes("a"),
                "answer_target_minutes": "a.budget_minutes",
                "resolution_promise": "coalesce(z.state, '')", "resolution_minutes": _minutes("z"),
                "resolution_target_minutes": "z.budget_minutes",
                "kept_from": "CASE WHEN k.hidden_from = '{{}}' THEN ''"
                             " ELSE ',' || array_to_string(k.hidden_from, ',') || ',' END",
            },
            order="k.id", table="cases_case", key="id", bounds=("k.id",), shift=16, where="k.deleted_at IS NULL",
            watched=(
                Watched("cases_case", "id", 16), Watched("cases_caseclock", "case_id", 16),
                Watched("cases_message", "case_id", 16), Watched("complaints_complaint", "case_id", 16),
                Watched("cases_casetopic"),
            ),
        ),
    ),
    invariants=(
        Invariant("case_once", _("Each case stands here once."), _twice),
        Invariant("case_ended_at", _("What has ended has a moment at which it did."), _ended_without_a_moment),
        Invariant("promise_of_minutes", _("Each promise says how many minutes."), _promise_without_a_budget),
    ),
)  # fmt: skip
