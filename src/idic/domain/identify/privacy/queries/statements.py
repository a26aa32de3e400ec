"""The SQL of the check: the same rule as methods/consent.py, over the whole base in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from idic.domain.identify.privacy.enums import ConsentKind, Method, Need, Verdict

# Each record's last word that speaks for it, then the strictest of a customer's records.
_STATED = f"""
    SELECT last.customer_id,
           bool_or(last.kind = '{ConsentKind.WITHDRAWN}') AS withdrawn,
           bool_or(last.kind = '{ConsentKind.EXPIRED}'
                   OR (last.kind = '{ConsentKind.GIVEN}' AND coalesce(last.valid_until <= %s, FALSE))) AS expired,
           bool_and(last.by_guardian) AS by_guardian,
           max(last.at) FILTER (WHERE last.kind = '{ConsentKind.GIVEN}' AND last.method <> '{Method.IMPORT}') AS given_at
    FROM (
        SELECT DISTINCT ON (own.record_id) own.customer_id, e.kind, e.at, e.valid_until, e.by_guardian, e.method
        FROM (SELECT DISTINCT customer_id, record_id FROM privacy_consentevent
              WHERE purpose_id = %s AND channel = %s AND at <= %s {{of_customers}}) AS own
             JOIN privacy_consentevent e ON e.customer_id = own.customer_id AND e.purpose_id = %s AND e.channel = %s
                  AND e.at <= %s
        WHERE e.record_id = own.record_id
              OR (e.method <> '{Method.IMPORT}' AND EXISTS (
                  SELECT FROM identify_link l JOIN identify_link m ON m.customer_id = l.customer_id
                  WHERE l.record_id = own.record_id AND m.record_id = e.record_id
                        AND e.at >= l.valid_from AND (l.valid_to IS NULL OR e.at < l.valid_to)
                        AND e.at >= m.valid_from AND (m.valid_to IS NULL OR e.at < m.valid_to)))
        ORDER BY own.record_id, e.at DESC, e.id DESC
    ) AS last GROUP BY last.customer_id
"""  # noqa: S608 - codes of this room

#: With the column and digests of the caller: the list holds the address.
LISTED = (
    "c.{column} <> '' AND EXISTS (SELECT FROM privacy_suppression z WHERE z.digest = ANY(ARRAY[{digests}])"
    " AND z.at <= %s{newer})"
)
#: And no consent is newer than its entry.
NEWER = " AND (stated.given_at IS NULL OR stated.given_at <= z.at)"

_MARK = "EXISTS (SELECT FROM privacy_underagemark u WHERE u.customer_id = c.id AND u.lifted_at IS NULL)"


def verdict_statement(
    *, purpose_id: int, channel: str, at: datetime, day: date, is_marketing: bool,
    grounds: Sequence[tuple[Any, ...]], home: str, suppressed: str, suppressed_values: Sequence[Any],
    locked: str, existing: str, customers: Sequence[int] | None,
) -> tuple[str, list[Any]]:  # fmt: skip
    of_customers = "" if customers is None else "AND customer_id = ANY(%s)"
    named: list[Any] = [] if customers is None else [list(customers)]
    stated = _STATED.format(of_customers=of_customers)
    stated_values: list[Any] = [at, purpose_id, channel, at, *named, purpose_id, channel, at]
    laws = ", ".join(["(%s::text, %s::text, %s::boolean, %s::int)"] * len(grounds))
    law_values = [value for ground in grounds for value in ground]
    under_age = f"({_MARK} OR c.birth_date + make_interval(years => k.minor_below) > %s)" if is_marketing else "FALSE"
    statement = f"""
        SELECT c.id AS customer_id, CASE
            WHEN {locked} THEN '{Verdict.LOCKED}'
            WHEN k.need = '{Need.NOTHING}' THEN '{Verdict.NO_OBJECTION}'
            WHEN stated.withdrawn THEN '{Verdict.WITHDRAWN}'
            WHEN stated.expired AND k.need = '{Need.CONSENT}' THEN '{Verdict.EXPIRED}'
            WHEN stated.customer_id IS NULL AND k.need = '{Need.CONSENT}' AND NOT (k.soft_opt_in AND ({existing}))
                THEN '{Verdict.NOT_GIVEN}'
            WHEN stated.by_guardian IS NOT TRUE AND {under_age} THEN '{Verdict.UNDER_AGE}'
            WHEN {suppressed} THEN '{Verdict.SUPPRESSED}'
            WHEN stated.customer_id IS NOT NULL AND NOT stated.expired THEN '{Verdict.CONSENT}'
            WHEN k.need = '{Need.OBJECTION}' THEN '{Verdict.NO_OBJECTION}'
            WHEN k.soft_opt_in AND ({existing}) THEN '{Verdict.SOFT_OPT_IN}'
            ELSE '{Verdict.NOT_GIVEN}'
        END AS verdict
        FROM identify_customer c
             LEFT JOIN (SELECT country, min(j.code) AS code
                        FROM privacy_jurisdiction j CROSS JOIN unnest(j.countries) AS country GROUP BY 1
                       ) AS of_country ON of_country.country = lower(btrim(c.country))
             JOIN (VALUES {laws}) AS k (code, need, soft_opt_in, minor_below) ON k.code = coalesce(of_country.code, %s)
             LEFT JOIN ({stated}) AS stated ON stated.customer_id = c.id
        WHERE c.merged_into_id IS NULL {"" if customers is None else "AND c.id = ANY(%s)"}
    """  # noqa: S608 - the parts are this room's own
    values: list[Any] = [
        *([day] if is_marketing else []), *suppressed_values, *law_values, home, *stated_values, *named,
    ]  # fmt: skip
    return statement, values
