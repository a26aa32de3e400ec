"""Double opt-in: a consent told by anybody for an address counts once somebody has opened the mail sent to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import Channel, ConsentKind, Method
from idic.domain.identify.privacy.errors import GuardianMissing, LinkRefused
from idic.domain.identify.privacy.links import opt_in_url
from idic.domain.identify.privacy.models import OptIn, Purpose
from idic.domain.identify.privacy.operations.consents import record_consent, record_for
from idic.domain.identify.privacy.queries.minors import is_minor
from idic.domain.identify.privacy.queries.purposes import checked_channel, current_version, name_of, purpose_of, text_of
from idic.domain.identify.privacy.suppressing import address_reference
from idic.domain.identify.queries.customers import access_customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.letters.merging import Merged, language_for
from idic.foundation.letters.operations.deliveries import send_mail

VALID_FOR = timedelta(days=7)


@transaction.atomic
def ask_opt_in(
    customer: Customer, purpose: Purpose | str, *, asked_from: Mapping[str, str], by: User, at: datetime | None = None
) -> OptIn:
    """Sends the mail with the link. Until it is clicked nothing is consented to."""
    require(by, "consent.create")
    moment = at or timezone.now()
    customer = access_customer(by, customer.pk)
    found = purpose if isinstance(purpose, Purpose) else purpose_of(purpose)
    checked_channel(found, Channel.EMAIL)
    if found.is_marketing and is_minor(customer, at=moment):
        raise GuardianMissing
    language = language_for(customer.language)
    asked = OptIn.objects.create(
        record=record_for(customer, Channel.EMAIL), customer=customer, purpose=found,
        purpose_version=current_version(found), channel=Channel.EMAIL, address_digest=address_reference(customer.email),
        language=language, asked_at=moment, asked_by=by, asked_from=dict(asked_from), expires_at=moment + VALID_FOR,
    )  # fmt: skip
    send_mail(
        _mail(asked, language), template=None, noun="customer", record=customer, to=customer.email, language=language,
        by=by,
    )  # fmt: skip
    append_event(
        NewEvent(
            "consent.asked", "customer", customer.pk, customer_id=customer.pk,
            after={"opt_in_id": asked.pk, "purpose": found.code, "channel": Channel.EMAIL.value},
        ),
        by=by, at=moment,
    )  # fmt: skip
    return asked


@transaction.atomic
def confirm_opt_in(opt_in_id: int, *, evidence: Mapping[str, object], at: datetime | None = None) -> OptIn:
    """Once; a second click changes nothing. Too late, or for an address that the person has no longer, is refused."""
    moment = at or timezone.now()
    asked = OptIn.objects.select_for_update(of=("self",)).select_related("purpose").filter(pk=opt_in_id).first()
    if asked is None:
        raise LinkRefused
    if asked.confirmed_at is not None:
        return asked
    record = asked.record
    if asked.expires_at <= moment or address_reference(record.email) != asked.address_digest:
        raise LinkRefused
    asked.event = record_consent(
        asked.customer, asked.purpose, asked.channel, kind=ConsentKind.GIVEN, method=Method.DOUBLE_OPT_IN,
        evidence={**evidence, "opt_in": asked.pk}, by=None, at=moment, language=asked.language, record=record,
    )  # fmt: skip
    asked.confirmed_at = moment
    asked.save(update_fields=["confirmed_at", "event"])
    return asked


def opt_in_of(opt_in_id: int, *, at: datetime | None = None) -> OptIn:
    """For the page behind the link: raises LinkRefused where a click would."""
    found = OptIn.objects.select_related("purpose", "record").filter(pk=opt_in_id).first()
    if found is None:
        raise LinkRefused
    is_over = found.confirmed_at is None and found.expires_at <= (at or timezone.now())
    if is_over or address_reference(found.record.email) != found.address_digest:
        raise LinkRefused
    return found


def _mail(asked: OptIn, language: str) -> Merged:
    with translation.override(language):
        subject = _("Please confirm: %(purpose)s") % {"purpose": name_of(asked.purpose, language)}
        body = _(
            "Somebody, probably you, asked us to use this address for the following:\n\n> %(text)s\n\n"
            "If you agree, [confirm it here](%(url)s). The link is valid for seven days.\n\n"
            "If you do not want this, do nothing: then we do not write to you about it."
        ) % {"text": text_of(asked.purpose, language), "url": opt_in_url(asked.pk)}
    return Merged(subject, body, ())
