"""What people do on our open pages, with a link of a mail as their key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import SourceRecord
from idic.domain.identify.privacy.enums import ConsentKind, Method, Need
from idic.domain.identify.privacy.errors import LinkRefused
from idic.domain.identify.privacy.links import Choice
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.queries.panel import Panel, panel_of
from idic.domain.identify.privacy.queries.purposes import purpose_of
from idic.methods.consent import Standing

Key = tuple[str, str]


def record_of_link(record_id: int) -> SourceRecord:
    found = SourceRecord.objects.select_related("customer").filter(pk=record_id).first()
    if found is None:
        raise LinkRefused
    return found


@transaction.atomic
def unsubscribe(choice: Choice, *, evidence: Mapping[str, object], at: datetime | None = None) -> ConsentEvent:
    """In force at once. Repeating it is harmless: a mail program may call it more than once."""
    record = record_of_link(choice.record_id)
    purpose = purpose_of(choice.purpose)
    last = (
        ConsentEvent.objects.filter(record=record, purpose=purpose, channel=choice.channel).order_by("at", "id").last()
    )
    if last is not None and last.kind == ConsentKind.WITHDRAWN:
        return last
    return record_consent(
        record.customer, purpose, choice.channel, kind=ConsentKind.WITHDRAWN, method=Method.UNSUBSCRIBE,
        evidence=evidence, by=None, at=at, record=record,
    )  # fmt: skip


def choices_of(record_id: int) -> Panel:
    """What the person may say yes or no to, and what holds now."""
    return panel_of(record_of_link(record_id).customer)


@transaction.atomic
def choose(
    record_id: int, wanted: Collection[Key], *, evidence: Mapping[str, object], language: str,
    at: datetime | None = None,
) -> int:  # fmt: skip
    """`wanted` are the purposes and channels that stand ticked; only what differs from now is written down. Returns how
    many words that were. Raises GuardianMissing where somebody under age ticks marketing."""
    moment = at or timezone.now()
    record = record_of_link(record_id)
    changed = 0
    for purpose, cells in panel_of(record.customer, at=moment).rows:
        for cell in cells:
            if cell.need == Need.NOTHING:
                continue
            is_on = is_ticked(cell.need, cell.standing)
            is_wanted = (purpose.code, cell.channel) in wanted
            if is_on == is_wanted:
                continue
            record_consent(
                record.customer, purpose, cell.channel, method=Method.PREFERENCES, evidence=evidence, by=None, at=moment,
                kind=ConsentKind.GIVEN if is_wanted else ConsentKind.WITHDRAWN, language=language, record=record,
            )  # fmt: skip
            changed += 1
    return changed


def is_ticked(need: Need, standing: Standing) -> bool:
    """Consent must have been given; where a person may object, silence stands ticked."""
    if need == Need.CONSENT:
        return standing is Standing.GIVEN
    return standing is not Standing.WITHDRAWN
