from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from idic.domain.interact.fax.enums import NumberForm, NumberPlace
from idic.domain.interact.fax.errors import (
    AddressRefused,
    GatewayOutdated,
    MailboxMissing,
    MailboxTaken,
    NameMissing,
    PatternRefused,
    SenderRefused,
    SendersMissing,
    WordsMissing,
)
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.fax.numbers import address_for, is_pattern
from idic.domain.interact.mail.models import Mailbox
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed
from idic.methods.normalise.emails import parse_email

_TOLD = (
    "name", "mailbox_id", "senders", "number_place", "number_pattern", "address_out", "number_form", "delivered_words",
    "failed_words", "is_active",
)  # fmt: skip
_TRIAL = "+66812345678"
_MOST = 20


@dataclass(frozen=True)
class GatewayDraft:
    """In `number_pattern` and `address_out` stands {number}."""

    name: str
    mailbox: Mailbox | None
    senders: Sequence[str]
    address_out: str
    number_place: str = NumberPlace.SUBJECT
    number_pattern: str = "{number}"
    number_form: str = NumberForm.INTERNATIONAL
    delivered_words: Sequence[str] = ()
    failed_words: Sequence[str] = ()


@transaction.atomic
def save_gateway(
    gateway: FaxGateway | None, draft: GatewayDraft, *, by: User, version: int | None = None
) -> FaxGateway:
    require(by, "channel.manage")
    kept = FaxGateway() if gateway is None else FaxGateway.objects.select_for_update().get(pk=gateway.pk)
    if version is not None and gateway is not None and kept.version != version:
        raise GatewayOutdated
    before = _told(kept) if gateway is not None else {}
    _fill(kept, draft)
    kept.version += 0 if gateway is None else 1
    kept.save()
    after = {name: value for name, value in _told(kept).items() if before.get(name) != value}
    verb = "fax_gateway.created" if gateway is None else "fax_gateway.changed"
    _record(verb, kept, by=by, before={name: before[name] for name in after if name in before}, after=after)
    return kept


@transaction.atomic
def switch_gateway(gateway: FaxGateway, *, is_active: bool, by: User) -> FaxGateway:
    """Paused, its mails are filed as mails are, and nothing is faxed."""
    require(by, "channel.manage")
    kept = FaxGateway.objects.select_for_update().get(pk=gateway.pk)
    if kept.is_active != is_active:
        kept.is_active, kept.version = is_active, kept.version + 1
        kept.save()
        verb = "fax_gateway.resumed" if is_active else "fax_gateway.paused"
        _record(verb, kept, by=by, before={}, after={"is_active": is_active})
    return kept


def _fill(kept: FaxGateway, draft: GatewayDraft) -> None:
    kept.name = one_line(draft.name, 120)
    if not kept.name:
        raise NameMissing
    if draft.mailbox is None:
        raise MailboxMissing
    # two at once: the second waits here
    mailbox = Mailbox.objects.select_for_update().get(pk=draft.mailbox.pk)
    if FaxGateway.objects.filter(mailbox=mailbox).exclude(pk=kept.pk).exists():
        raise MailboxTaken
    kept.mailbox = mailbox
    kept.senders = _senders(draft.senders)
    kept.number_place, kept.number_form = NumberPlace(draft.number_place), NumberForm(draft.number_form)
    kept.number_pattern = one_line(draft.number_pattern, 200) or "{number}"
    kept.address_out = trimmed(draft.address_out, 254)
    for field in ("number_pattern", "address_out"):
        if not is_pattern(getattr(kept, field)):
            raise PatternRefused(field)
    if not parse_email(address_for(kept, _TRIAL)).valid:
        raise AddressRefused
    kept.delivered_words, kept.failed_words = _words(draft.delivered_words), _words(draft.failed_words)
    if not kept.delivered_words or not kept.failed_words:
        raise WordsMissing


def _senders(given: Sequence[str]) -> list[str]:
    found = []
    for text in given:
        plain = one_line(text).lower()
        if not plain:
            continue
        if not parse_email(f"fax{plain}" if plain.startswith("@") else plain).valid:
            raise SenderRefused(plain[:100])
        found.append(plain[:254])
    if not found:
        raise SendersMissing
    return list(dict.fromkeys(found))[:_MOST]


def _words(given: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(one for text in given if (one := one_line(text).lower()[:100])))[:_MOST]


def _told(gateway: FaxGateway) -> dict[str, object]:
    return {name: getattr(gateway, name) for name in _TOLD}


def _record(
    verb: str, gateway: FaxGateway, *, by: User, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    told = {"name": gateway.name, **after}
    append_event(NewEvent(verb, "fax_gateway", gateway.pk, before=before, after=told), by=by)
