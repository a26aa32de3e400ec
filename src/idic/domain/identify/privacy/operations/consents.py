"""The person's word is written down here and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.privacy.enums import Channel, ConsentKind, Method, SuppressionReason
from idic.domain.identify.privacy.errors import EvidenceMissing, GuardianMissing
from idic.domain.identify.privacy.models import ConsentEvent, NoticeVersion, Purpose
from idic.domain.identify.privacy.operations.suppressions import addresses_of, suppress
from idic.domain.identify.privacy.queries.minors import is_minor
from idic.domain.identify.privacy.queries.purposes import (
    checked_channel,
    current_version,
    name_of,
    purpose_of,
    text_of,
)
from idic.domain.identify.privacy.suppressing import address_field
from idic.domain.identify.queries.customers import access_customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line

#: What may stand as proof, each a short text; `guardian` is who agreed for somebody under age.
EVIDENCE = ("note", "call", "paper", "file", "ip", "agent", "opt_in", "batch", "row", "guardian", "referrer")
_LONGEST = 500


@transaction.atomic
def record_consent(
    customer: Customer, purpose: Purpose | str, channel: str = "", *, kind: str, method: str,
    evidence: Mapping[str, object], by: User | None, at: datetime | None = None, language: str = "",
    record: SourceRecord | None = None, notice_version: NoticeVersion | None = None,
) -> ConsentEvent:  # fmt: skip
    """`by` is the member of staff who writes it down, None where the person did it themself on one of our pages.

    A no takes effect at once and on every address of the person; a yes needs proof, and for somebody under age the name
    of the guardian in `evidence`.
    """
    moment = at or timezone.now()
    if by is not None:
        require(by, "consent.create")
        customer = access_customer(by, customer.pk)
    found = purpose if isinstance(purpose, Purpose) else purpose_of(purpose)
    channel = checked_channel(found, channel)
    customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    kept = _evidence(evidence)
    by_guardian = bool(kept.get("guardian"))
    if kind == ConsentKind.GIVEN:
        if not kept:
            raise EvidenceMissing
        if found.is_marketing and not by_guardian and is_minor(customer, at=moment):
            raise GuardianMissing
    version = current_version(found)
    event = ConsentEvent.objects.create(
        record=record or record_for(customer, channel), customer=customer, purpose=found, channel=channel,
        kind=ConsentKind(kind), at=moment, valid_until=_until(found, kind, moment), method=Method(method),
        by_guardian=by_guardian, purpose_version=version, notice_version=notice_version,
        text_digest=text_digest(found, language), language=language, evidence=kept, actor=by,
    )  # fmt: skip
    if kind == ConsentKind.WITHDRAWN:
        stop_addresses(customer, found, channel, at=moment)
    told(event, by=by)
    return event


@transaction.atomic
def object_to_marketing(
    customer: Customer, *, method: str, evidence: Mapping[str, object], by: User | None, at: datetime | None = None
) -> list[ConsentEvent]:
    """A no to every purpose of marketing on every channel, in force at once."""
    moment = at or timezone.now()
    return [
        record_consent(
            customer, purpose, channel, kind=ConsentKind.WITHDRAWN, method=method, evidence=evidence, by=by, at=moment
        )
        for purpose in Purpose.objects.filter(is_marketing=True, is_archived=False)
        for channel in purpose.channels or [""]
    ]


def stop_addresses(customer: Customer, purpose: Purpose, channel: str, *, at: datetime) -> None:
    """So that the same person in another list, under another number, is not asked again."""
    column = address_field(channel)
    if column:
        suppress(
            addresses_of(customer), purpose=purpose.code, channels=[channel], reason=SuppressionReason.WITHDRAWN, at=at
        )


def told(event: ConsentEvent, *, by: User | None) -> int:
    return append_event(
        NewEvent(
            f"consent.{event.kind}", "customer", event.customer_id, customer_id=event.customer_id,
            after={"consent_id": event.pk, "purpose": event.purpose.code, "channel": event.channel,
                   "consent_method": event.method},
        ),
        by=by, agent="person",
    )  # fmt: skip


def record_for(customer: Customer, channel: str) -> SourceRecord:
    """The record that tells the address of the channel, else the one that tells the name, else the newest."""
    wanted = {Channel.EMAIL: "email", Channel.POST: "address"}.get(Channel(channel), "phone") if channel else "name"
    preferred = [customer.provenance.get(wanted), customer.provenance.get("name")]
    records = SourceRecord.objects.filter(customer=customer)
    for pk in preferred:
        found = records.filter(pk=pk).first() if pk else None
        if found is not None:
            return found
    return records.order_by("-received_at", "-id")[0]


def text_digest(purpose: Purpose, language: str) -> str:
    """Of the very words that were shown: name and text of the purpose in that language."""
    shown = f"{purpose.code}\n{purpose.text_version}\n{name_of(purpose, language)}\n{text_of(purpose, language)}"
    return hashlib.sha256(shown.encode()).hexdigest()


def _evidence(evidence: Mapping[str, object]) -> dict[str, str]:
    texts = {name: one_line(str(evidence.get(name) or "")) for name in EVIDENCE}
    return {name: text[:_LONGEST] for name, text in texts.items() if text}


def _until(purpose: Purpose, kind: str, moment: datetime) -> datetime | None:
    if kind != ConsentKind.GIVEN or not purpose.months_valid:
        return None
    until: datetime = moment + relativedelta(months=purpose.months_valid)
    return until
