"""Which rows a rule finds on a day; the same statement lists them and later takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from idic.domain.identify.belongings import Belonging, belongings
from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock
from idic.domain.identify.privacy.models import LegalHold, RetentionRule, RetentionRun
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods.deadlines import months_later

# The customer's last word or purchase: whatever is youngest of what a person did or what was done with them.
_TOUCHED = f"""
    SELECT (max(at) AT TIME ZONE '{settings.TIME_ZONE}')::date FROM (
        SELECT max(p.at) AS at FROM sales_purchase p WHERE p.customer_id = c.id
        UNION ALL SELECT max(f.created_at) FROM interact_followup f WHERE f.customer_id = c.id
        UNION ALL SELECT max(l.created_at) FROM letters_delivery l WHERE l.customer_id = c.id
        UNION ALL SELECT max(r.received_at) FROM identify_sourcerecord r WHERE r.customer_id = c.id
    ) AS touched
"""  # noqa: S608 - put together from this file alone


def _day(moment: str) -> str:
    """On the wall clock of this installation; what is declared may be a day already."""
    here = f"(({moment})::timestamptz AT TIME ZONE '{settings.TIME_ZONE}')::date"
    return f"CASE WHEN pg_typeof({moment}) = 'date'::regtype THEN ({moment})::date ELSE {here} END"


@dataclass(frozen=True)
class Found:
    ids: list[int]
    held: list[int]


def rules_of(user: User) -> QuerySet[RetentionRule]:
    require(user, "privacy.see")
    return RetentionRule.objects.all()


def access_rule(user: User, pk: int) -> RetentionRule:
    found = rules_of(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def runs_of(rule: RetentionRule) -> list[RetentionRun]:
    return list(RetentionRun.objects.select_related("executed_by").filter(rule=rule)[:20])


def belonging_of(rule: RetentionRule) -> Belonging:
    return next(one for one in belongings() if one.code == rule.belonging)


def found_by(rule: RetentionRule, *, as_of: date) -> Found:
    """`held` are rows that a hold keeps; they are named and never taken."""
    limit = months_later(as_of, -rule.months)
    statement, values = _statement(rule, limit)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    holds = [hold for hold in LegalHold.objects.filter(released_at__isnull=True) if _covers(hold, rule)]
    everybody = any(hold.customer_id is None for hold in holds)
    persons = {hold.customer_id for hold in holds}
    held = [pk for pk, *customers in rows if everybody or not persons.isdisjoint(customers)]
    kept = set(held)
    return Found([pk for pk, *_customers in rows if pk not in kept], held)


def _covers(hold: LegalHold, rule: RetentionRule) -> bool:
    return not hold.classes or rule.belonging in hold.classes or rule.action == RetentionAction.ANONYMISE


def _statement(rule: RetentionRule, limit: date) -> tuple[str, list[date]]:
    if rule.clock == RetentionClock.CONTACT or rule.action == RetentionAction.ANONYMISE:
        return (
            f"SELECT c.id, c.id FROM identify_customer c WHERE c.merged_into_id IS NULL AND ({_TOUCHED}) < %s"  # noqa: S608 - our own text
            " AND NOT EXISTS (SELECT FROM privacy_processinglock l WHERE l.customer_id = c.id AND l.is_erased)"
            " ORDER BY c.id",
            [limit],
        )
    one = belonging_of(rule)
    # A row about two people is kept by a hold on either.
    customers = {
        column
        for told in belongings()
        if told.table == one.table and told.where in ("", one.where)
        for column in (told.customer, told.other)
    }
    named = "".join(f", {column}" for column in sorted(customers - {""}))
    where = f"AND ({one.where})" if one.where else ""
    return (
        f"SELECT id{named} FROM {one.table} WHERE {_day(one.moment)} < %s {where} ORDER BY id",  # noqa: S608 - declared
        [limit],
    )
