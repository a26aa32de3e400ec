"""Consents that a file claims. They speak for their own record only, and never against a person's own no."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.privacy.enums import ConsentKind, Method, Verdict
from idic.domain.identify.privacy.models import ConsentEvent, Purpose
from idic.domain.identify.privacy.operations.consents import stop_addresses
from idic.domain.identify.privacy.queries.basis import suppressed_among, use_of, verdicts_of
from idic.domain.identify.privacy.queries.purposes import checked_channel, current_version, purpose_of
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

_PIECE = 5000
#: A list does not speak against these.
_STRONGER = frozenset({Verdict.WITHDRAWN, Verdict.LOCKED})


@dataclass(frozen=True)
class Claim:
    """One cell of a consent column: `said` True for yes, False for no. `at` None: when the file was taken in."""

    record_id: int
    purpose: str
    channel: str
    said: bool
    at: datetime | None = None
    row: int | None = None


@dataclass(frozen=True)
class Taken:
    given: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    # yeses of people who have said no themselves, or are on the suppression list
    kept_out: int = 0


@transaction.atomic
def import_consents(
    claims: Iterable[Claim], *, batch_id: int | None, by: User | None, at: datetime | None = None
) -> Taken:
    """Safe to repeat: a claim that changes nothing of its record writes nothing."""
    moment = at or timezone.now()
    columns: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        columns[claim.purpose, claim.channel].append(claim)
    counts = {"given": 0, "withdrawn": 0, "unchanged": 0, "kept_out": 0}
    for (code, channel), told in columns.items():
        purpose = purpose_of(code)
        checked = checked_channel(purpose, channel)
        for start in range(0, len(told), _PIECE):
            _take(told[start : start + _PIECE], purpose, checked, batch_id, by, moment, counts)
    taken = Taken(**counts)
    if taken.given or taken.withdrawn or taken.kept_out:
        append_event(
            NewEvent("consents.imported", "import", batch_id or 0, after={**counts, "batch_id": batch_id}), by=by,
            agent="import",
        )  # fmt: skip
    return taken


def _take(
    claims: list[Claim], purpose: Purpose, channel: str, batch_id: int | None, by: User | None, moment: datetime,
    counts: dict[str, int],
) -> None:  # fmt: skip
    ids = [claim.record_id for claim in claims]
    owners = dict(SourceRecord.objects.filter(pk__in=ids).values_list("pk", "customer_id"))
    use = use_of(purpose, channel, at=moment)
    people = list(set(owners.values()))
    stronger = {pk for pk, verdict in verdicts_of(people, use).items() if verdict in _STRONGER}
    stronger |= suppressed_among(people, use)
    last: dict[int, str] = {}
    words = ConsentEvent.objects.filter(record_id__in=ids, purpose=purpose, channel=channel).order_by("at", "id")
    for record_id, kind in words.values_list("record_id", "kind"):
        last[record_id] = kind
    version = current_version(purpose)
    written: list[ConsentEvent] = []
    for claim in claims:
        owner = owners.get(claim.record_id)
        if owner is None:
            continue
        kind = ConsentKind.GIVEN if claim.said else ConsentKind.WITHDRAWN
        if claim.said and owner in stronger:
            counts["kept_out"] += 1
            continue
        if last.get(claim.record_id) == kind:
            counts["unchanged"] += 1
            continue
        last[claim.record_id] = kind
        counts[kind.value] += 1
        written.append(
            ConsentEvent(
                record_id=claim.record_id, customer_id=owner, purpose=purpose, channel=channel, kind=kind,
                at=min(claim.at or moment, moment), method=Method.IMPORT, purpose_version=version, actor=by,
                evidence={name: value for name, value in (("batch", batch_id), ("row", claim.row)) if value is not None},
            )
        )  # fmt: skip
    ConsentEvent.objects.bulk_create(written)
    refused = [one.customer_id for one in written if one.kind == ConsentKind.WITHDRAWN]
    for customer in Customer.objects.filter(pk__in=refused):
        stop_addresses(customer, purpose, channel, at=moment)
