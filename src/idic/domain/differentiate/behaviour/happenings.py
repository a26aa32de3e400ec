"""What one customer did, as the rule asks about it: for the explanation of a membership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from idic.domain.differentiate.behaviour.compiling import happenings_sql, widened
from idic.domain.differentiate.behaviour.kinds import behaviour_kind
from idic.methods.predicate import Behaviour, Happening, matching


@dataclass(frozen=True)
class Deed:
    """A happening that counts for a condition: on which day, for how much, and in a few words which it was."""

    id: int
    day: date
    amount: Decimal | None
    told: str


def happenings(asked: Behaviour, customer_id: int) -> list[Happening]:
    return [one for one, _told in _read(asked, customer_id)]


def deeds(asked: Behaviour, customer_id: int, *, as_of: date, limit: int = 6) -> tuple[list[Deed], int]:
    """The newest that count, and how many there are."""
    read = _read(asked, customer_id)
    counting = {id(one) for one in matching(asked, [one for one, _told in read], as_of=as_of) if one.counts}
    found: dict[int, Deed] = {}
    for one, told in read:
        if id(one) not in counting:
            continue
        known = found.get(one.id)
        amount = one.amount if known is None else (known.amount or Decimal(0)) + (one.amount or Decimal(0))
        found[one.id] = Deed(one.id, one.day, amount, told)
    return list(found.values())[:limit], len(found)


def _read(asked: Behaviour, customer_id: int) -> list[tuple[Happening, str]]:
    kind, wide = behaviour_kind(asked.kind), dict(widened(asked).where)
    statement, values = happenings_sql(asked, customer=customer_id)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    has_amount = bool(kind.amount)
    found = []
    for pk, day, amount, counts, told, *codes in rows:
        carried = {
            name: frozenset(chosen) if code in wide[name] else frozenset({code} if code else ())
            for (name, chosen), code in zip(asked.where, codes, strict=True)
        }
        found.append((Happening(pk, day, amount if has_amount else None, bool(counts), carried), told))
    return found
