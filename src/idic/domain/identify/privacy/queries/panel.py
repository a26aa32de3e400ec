"""Where one customer stands on every purpose and channel, with the word that decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.identify.models import Customer, Link
from idic.domain.identify.privacy.enums import Method, Need, Verdict
from idic.domain.identify.privacy.models import (
    ConsentEvent,
    Jurisdiction,
    Purpose,
    PurposeBasis,
    Suppression,
    UnderAgeMark,
)
from idic.domain.identify.privacy.queries.basis import lock_conditions, relation_conditions
from idic.domain.identify.privacy.queries.minors import is_minor_by_birth, law_of, mark_of
from idic.domain.identify.privacy.queries.purposes import purposes_in_use
from idic.domain.identify.privacy.suppressing import ALL_MARKETING, address_field, digest_of
from idic.methods import consent


@dataclass(frozen=True)
class Cell:
    """`event` is the word that decided; `opposite` a later consent that a stricter word outweighs."""

    purpose: Purpose
    channel: str
    need: Need
    standing: consent.Standing
    verdict: Verdict
    event: ConsentEvent | None
    opposite: ConsentEvent | None


@dataclass(frozen=True)
class Panel:
    law: Jurisdiction | None
    is_minor: bool
    mark: UnderAgeMark | None
    rows: list[tuple[Purpose, list[Cell]]]

    @property
    def disputed(self) -> list[Cell]:
        return [cell for _purpose, cells in self.rows for cell in cells if cell.opposite is not None]


def panel_of(customer: Customer, *, at: datetime | None = None, marketing_only: bool = False) -> Panel:
    """Everything about one customer in seven queries, however many purposes there are."""
    moment = at or timezone.now()
    events = events_of(customer, until=moment)
    held = held_by(customer.pk)
    law = law_of(customer)
    mark = mark_of(customer)
    is_minor = mark is not None or is_minor_by_birth(customer, law, at=moment)
    is_locked, is_existing = _asked_of(customer.pk)
    purposes = [one for one in purposes_in_use() if one.is_marketing or not marketing_only]
    bases = {one.purpose_id: one for one in PurposeBasis.objects.filter(jurisdiction=law)} if law else {}
    uses = [(purpose, channel) for purpose in purposes for channel in purpose.channels or [""]]
    suppressed = _suppressed(customer, uses, moment)
    rows: dict[int, list[Cell]] = defaultdict(list)
    for purpose, channel in uses:
        basis = bases.get(purpose.pk)
        need = Need(basis.need) if basis is not None else Need.CONSENT
        words = events.get((purpose.pk, channel), {})
        result = consent.standing_of(words, as_of=moment, held=held)
        person = consent.Person(
            is_locked=is_locked, may_be_written_to=basis is not None and basis.soft_opt_in and is_existing,
            is_under_age=purpose.is_marketing and is_minor, suppressed_at=suppressed.get((purpose.pk, channel)),
        )  # fmt: skip
        verdict = consent.use_of(result, consent.Ground(need.value), person)
        rows[purpose.pk].append(
            Cell(
                purpose, channel, need, result.standing, Verdict(verdict.value), _of(words, result.word),
                _of(words, result.later_opposite),
            )
        )  # fmt: skip
    return Panel(law, is_minor, mark, [(purpose, rows[purpose.pk]) for purpose in purposes])


Words = dict[consent.Word, ConsentEvent]


def events_of(customer: Customer, *, until: datetime) -> dict[tuple[int, str], Words]:
    found: dict[tuple[int, str], Words] = defaultdict(dict)
    rows = ConsentEvent.objects.filter(customer=customer, at__lte=until).select_related(
        "actor", "notice_version__notice"
    )
    for event in rows:
        found[event.purpose_id, event.channel][word_of(event)] = event
    return found


def word_of(event: ConsentEvent) -> consent.Word:
    return consent.Word(
        event.record_id, event.at, consent.Said(event.kind), event.pk, event.valid_until, event.by_guardian,
        is_copied=event.method == Method.IMPORT,
    )  # fmt: skip


def held_by(customer_id: int) -> list[consent.Holding]:
    """Whose each of the customer's present records was, and when."""
    rows = Link.objects.filter(record__customer_id=customer_id).values_list(
        "record_id", "customer_id", "valid_from", "valid_to"
    )
    return [consent.Holding(*row) for row in rows]


def _asked_of(customer_id: int) -> tuple[bool, bool]:
    """Whether the customer is locked, and whether they are an existing one."""
    locks, relations = lock_conditions(), relation_conditions()
    if locks == relations == "FALSE":
        return False, False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {locks}, {relations} FROM identify_customer c WHERE c.id = %s", [customer_id])  # noqa: S608 - declared
        is_locked, is_existing = cursor.fetchone() or (False, False)
    return bool(is_locked), bool(is_existing)


def _suppressed(
    customer: Customer, uses: Sequence[tuple[Purpose, str]], moment: datetime
) -> dict[tuple[int, str], datetime]:
    wanted: dict[bytes, list[tuple[int, str]]] = defaultdict(list)
    for purpose, channel in uses:
        column = address_field(channel)
        address = str(getattr(customer, column)) if column else ""
        if not address:
            continue
        for scope in (purpose.code, *([ALL_MARKETING] if purpose.is_marketing else [])):
            for name in ("", customer.sort_name):
                wanted[digest_of(scope, channel, address, name)].append((purpose.pk, channel))
    found: dict[tuple[int, str], datetime] = {}
    for entry in Suppression.objects.filter(digest__in=list(wanted), at__lte=moment):
        for use in wanted[bytes(entry.digest)]:
            found[use] = max(entry.at, found.get(use, entry.at))
    return found


def _of(words: Words, word: consent.Word | None) -> ConsentEvent | None:
    return words[word] if word is not None else None


def history_of(customer: Customer) -> QuerySet[ConsentEvent]:
    """Every word, newest first."""
    return (
        ConsentEvent.objects.filter(customer=customer)
        .select_related("purpose", "actor", "notice_version__notice", "record__source")
        .order_by("-at", "-id")
    )
