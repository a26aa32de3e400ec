"""The check of a purpose at the moment of use: whom it may use, whom not, and why.

Every use names a purpose and, where it has channels, one of them. A row without a valid ground is left out and counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.identify.privacy.enums import Need, Verdict
from idic.domain.identify.privacy.models import Jurisdiction, Purpose, PurposeBasis
from idic.domain.identify.privacy.queries.purposes import checked_channel, purpose_of, use_label
from idic.domain.identify.privacy.queries.statements import LISTED, NEWER, verdict_statement
from idic.domain.identify.privacy.suppressing import ALL_MARKETING, address_field, digest_sql
from idic.foundation.languages.formats import number

Params = list[Any]
#: A row for each jurisdiction, and the code of the home jurisdiction.
Grounds = tuple[list[tuple[Any, ...]], str]

#: Where no law is written down at all.
_ADULT_AT = 18

#: SQL conditions over the customer `c`: whoever fulfils one is not used for anything (a restriction asked for).
_locks: dict[str, str] = {}
#: The same for who counts as an existing customer, where the law lets such be written to until they object.
_relations: dict[str, str] = {}


def register_lock(code: str, condition: str) -> None:
    _locks[code] = condition


def register_relation(code: str, condition: str) -> None:
    """A higher room says what makes somebody an existing customer."""
    _relations[code] = condition


def lock_conditions() -> str:
    return _any(_locks)


def relation_conditions() -> str:
    return _any(_relations)


def _any(conditions: dict[str, str]) -> str:
    return " OR ".join(f"({one})" for one in conditions.values()) or "FALSE"


@dataclass(frozen=True)
class Use:
    purpose: Purpose
    channel: str
    at: datetime

    @property
    def label(self) -> str:
        return use_label(self.purpose, self.channel)


@dataclass(frozen=True)
class Checked:
    """`rows` are those that may be used; `reasons` counts the others by verdict."""

    use: Use
    rows: QuerySet[Any]
    asked: int
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def excluded(self) -> int:
        return sum(self.reasons.values())

    def sentence(self) -> str:
        """As “1,204 of 9,881 excluded: no consent for profiling”; empty where nobody is."""
        if not self.excluded:
            return ""
        told = ngettext(
            "%(excluded)s of %(asked)s is excluded: no valid basis for “%(purpose)s”.",
            "%(excluded)s of %(asked)s are excluded: no valid basis for “%(purpose)s”.",
            self.excluded,
        )
        return told % {"excluded": number(self.excluded), "asked": number(self.asked), "purpose": self.use.label}

    def lines(self) -> list[tuple[str, int]]:
        ordered = sorted(self.reasons.items(), key=lambda one: (-one[1], one[0]))
        return [(str(Verdict(code).label), count) for code, count in ordered]


def use_of(purpose: str | Purpose, channel: str = "", *, at: datetime | None = None) -> Use:
    """Raises PurposeUnknown or ChannelUnknown."""
    found = purpose if isinstance(purpose, Purpose) else purpose_of(purpose)
    return Use(found, checked_channel(found, channel), at or timezone.now())


def verdicts_sql(use: Use, *, customers: Sequence[int] | None = None) -> tuple[str, Params]:
    """A select of (customer_id, verdict) over every customer that was not merged away, or over the named ones."""
    return _verdicts_sql(use, _grounds(use.purpose), channels_listed(use.purpose, [use.channel]), customers)


def verdicts_by_channel_sql(purpose: Purpose, *, at: datetime | None = None) -> tuple[str, Params]:
    """A select of (channel, customer_id, verdict) over every customer that was not merged away; what stands for all
    channels is asked once."""
    moment = at or timezone.now()
    channels = purpose.channels or [""]
    grounds, listed = _grounds(purpose), channels_listed(purpose, channels)
    parts, values = [], []
    for channel in channels:
        statement, stated = _verdicts_sql(Use(purpose, channel, moment), grounds, listed, None)
        parts.append(f"SELECT %s::text AS channel, customer_id, verdict FROM ({statement}) AS of_one")  # noqa: S608 - compiled
        values += [channel, *stated]
    return " UNION ALL ".join(parts), values


def _verdicts_sql(
    use: Use, grounds: Grounds, listed: Collection[str], customers: Sequence[int] | None
) -> tuple[str, Params]:
    rows, home = grounds
    suppressed, suppressed_values = _listed(use, newer=NEWER) if use.channel in listed else ("FALSE", [])
    return verdict_statement(
        purpose_id=use.purpose.pk, channel=use.channel, at=use.at, day=timezone.localdate(use.at),
        is_marketing=use.purpose.is_marketing, grounds=rows, home=home, suppressed=suppressed,
        suppressed_values=suppressed_values, locked=lock_conditions(), existing=relation_conditions(), customers=customers,
    )  # fmt: skip


def allowed_sql(use: Use, *, customers: Sequence[int] | None = None) -> tuple[str, Params]:
    """A select of the ids that may be used, to stand behind IN."""
    statement, values = verdicts_sql(use, customers=customers)
    marks = ", ".join(f"'{one.value}'" for one in Verdict if one.may)
    return f"SELECT customer_id FROM ({statement}) AS verdicts WHERE verdict IN ({marks})", values  # noqa: S608 - compiled


def allowed(rows: QuerySet[Any], use: Use, *, path: str = "pk") -> QuerySet[Any]:
    """`path` leads from a row to the id of its customer."""
    statement, values = allowed_sql(use)
    return rows.filter(**{f"{path}__in": RawSQL(statement, values)})  # noqa: S611 - compiled from this room's own parts


def check(rows: QuerySet[Any], use: Use, *, path: str = "pk") -> Checked:
    """The rows that may be used, with what was left out and why; two passes over the base."""
    statement, values = verdicts_sql(use)
    marks = [one.value for one in Verdict if one.may]
    ids = rows.order_by().values_list(path, flat=True)
    try:
        inner, inner_values = ids.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return Checked(use, rows.none(), 0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.verdict, count(*) FROM ({inner}) AS asked(id)"  # noqa: S608 - compiled
            f" JOIN ({statement}) AS v ON v.customer_id = asked.id GROUP BY 1",
            [*inner_values, *values],
        )
        counts = dict(cursor.fetchall())
    reasons = {code: count for code, count in counts.items() if code not in marks}
    return Checked(use, allowed(rows, use, path=path), sum(counts.values()), reasons)


def verdict_of(customer_id: int, use: Use) -> Verdict:
    """NOT_GIVEN too for one who was merged away or is not there."""
    return verdicts_of([customer_id], use).get(customer_id, Verdict.NOT_GIVEN)


def verdicts_of(customer_ids: Sequence[int], use: Use) -> dict[int, Verdict]:
    statement, values = verdicts_sql(use, customers=customer_ids)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {pk: Verdict(code) for pk, code in cursor.fetchall()}


def why_not(verdict: Verdict, use: Use) -> str:
    return _("Not for “%(purpose)s”: %(reason)s.") % {"purpose": use.label, "reason": verdict.label}


def _grounds(purpose: Purpose) -> Grounds:
    """(jurisdiction, need, soft opt-in, minor below) and the code of the home jurisdiction."""
    bases = {one.jurisdiction_id: one for one in PurposeBasis.objects.filter(purpose=purpose)}
    rows: list[tuple[Any, ...]] = []
    home = ""
    for law in Jurisdiction.objects.all():
        basis = bases.get(law.pk)
        need = basis.need if basis is not None else Need.CONSENT
        rows.append((law.code, need, basis is not None and basis.soft_opt_in, law.minor_below))
        home = law.code if law.is_home or not home else home
    return rows or [("", Need.CONSENT, False, _ADULT_AT)], home


def suppressed_among(customer_ids: Sequence[int], use: Use) -> set[int]:
    """Those whose address is on the list, whatever they have said since."""
    if not channels_listed(use.purpose, [use.channel]):
        return set()
    condition, values = _listed(use, newer="")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM identify_customer c WHERE c.id = ANY(%s) AND {condition}",  # noqa: S608 - compiled
            [list(customer_ids), *values],
        )
        return {row[0] for row in cursor.fetchall()}


def channels_listed(purpose: Purpose, channels: Sequence[str]) -> set[str]:
    """Those for which the list holds an entry at all, and that have an address: for others no digest is computed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.channel FROM unnest(%s::text[]) AS asked(channel) WHERE EXISTS (SELECT FROM privacy_suppression z"
            " WHERE z.purpose_code = ANY(%s) AND z.channel = asked.channel)",
            [[one for one in channels if address_field(one)], _scopes(purpose)],
        )
        return {row[0] for row in cursor.fetchall()}


def _scopes(purpose: Purpose) -> list[str]:
    return [purpose.code, *([ALL_MARKETING] if purpose.is_marketing else [])]


def _listed(use: Use, *, newer: str) -> tuple[str, Params]:
    """A condition over the customer `c`."""
    column = address_field(use.channel)
    digests, values = [], []
    for scope in _scopes(use.purpose):
        for name in ("''", "c.sort_name"):
            digest, digest_values = digest_sql(scope, use.channel, f"c.{column}", name)
            digests.append(digest)
            values += digest_values
    return LISTED.format(column=column, digests=", ".join(digests), newer=newer), [*values, use.at]
