"""This room answers where lower rooms ask: may this list leave, may this letter go out?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import Channel, ConsentKind, Method, Verdict
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.importing import consent_targets
from idic.domain.identify.privacy.links import Choice, preferences_url, unsubscribe_url
from idic.domain.identify.privacy.models import ConsentEvent, QuietHours
from idic.domain.identify.privacy.operations.consents import record_for
from idic.domain.identify.privacy.operations.suppressions import is_suppressed
from idic.domain.identify.privacy.queries.basis import Use, check, use_of, verdict_of, why_not
from idic.domain.identify.privacy.queries.purposes import may_use_purpose, name_of, purpose_of, purposes_in_use
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.letters.gate import Answer, register_gate
from idic.foundation.letters.models import Delivery
from idic.foundation.tables.fields import add_target_source
from idic.foundation.views import purposes as exports
from idic.foundation.views.enums import Purpose as ExportPurpose
from idic.foundation.views.errors import PurposeMissing
from idic.methods.consent import quiet_until
from idic.methods.normalise.emails import parse_email

#: What an export is for -> purpose and channel. Reports and moves of data use no purpose of their own: they leave out
#: only those whose data may not be used at all.
EXPORTS = {
    ExportPurpose.SERVICE: ("service", ""), ExportPurpose.REPORTING: ("service", ""),
    ExportPurpose.MIGRATION: ("service", ""), ExportPurpose.OTHER: ("service", ""),
    ExportPurpose.MARKETING_EMAIL: ("marketing", Channel.EMAIL), ExportPurpose.MARKETING_SMS: ("marketing", Channel.SMS),
    ExportPurpose.MARKETING_PHONE: ("marketing", Channel.PHONE), ExportPurpose.MARKETING_POST: ("marketing", Channel.POST),
    ExportPurpose.MARKETING_LINE: ("marketing", Channel.LINE),
    ExportPurpose.MARKETING_WECHAT: ("marketing", Channel.WECHAT), ExportPurpose.PROFILING: ("profiling", ""),
    ExportPurpose.RESEARCH: ("research", Channel.EMAIL), ExportPurpose.SHARING: ("sharing", ""),
}  # fmt: skip


def check_export(rows: QuerySet[Any], purpose: str, user: User) -> exports.Narrowed:
    code, channel = EXPORTS[ExportPurpose(purpose)]
    try:
        use = use_of(code, channel)
    except PrivacyError as error:  # an administrator has put the purpose away
        raise PurposeMissing from error
    if not may_use_purpose(user, use.purpose):
        raise NotAllowed(use.purpose.permission)
    checked = check(rows, use)
    return exports.Narrowed(checked.rows, checked.reasons, checked.sentence())


def gate(delivery: Delivery) -> Answer:
    """For one mail: asked when it is written and again when it is sent."""
    customer = living(delivery.customer_id)
    if customer is None:
        return Answer()
    try:
        purpose = purpose_of(delivery.purpose)
        use = use_of(purpose, Channel.EMAIL)
    except PrivacyError as error:
        return Answer(str(error), "purpose_unknown")
    verdict = verdict_of(customer.pk, use)
    if verdict.may and _is_stopped(customer, use, delivery.to_address):
        verdict = Verdict.SUPPRESSED
    if not verdict.may:
        return Answer(why_not(verdict, use), verdict.value)
    if not purpose.is_marketing:
        return Answer()
    return _with_way_out(delivery, customer, use)


def letter_purposes() -> list[tuple[str, str]]:
    return [(one.code, name_of(one)) for one in purposes_in_use() if one.is_marketing or Channel.EMAIL in one.channels]


def living(customer_id: int | None) -> Customer | None:
    """The customer, or the one whom they were merged into."""
    found = Customer.objects.filter(pk=customer_id).first() if customer_id is not None else None
    while found is not None and found.merged_into_id is not None:
        found = Customer.objects.filter(pk=found.merged_into_id).first()
    return found


def _is_stopped(customer: Customer, use: Use, address: str) -> bool:
    """The address on the letter may be another than the one that the customer's page shows."""
    told = parse_email(address).key or address.strip().lower()
    entry = is_suppressed(
        use.purpose.code, use.channel, told, name=customer.sort_name, is_marketing=use.purpose.is_marketing
    )
    if entry is None:
        return False
    newer = ConsentEvent.objects.filter(
        customer=customer, purpose=use.purpose, channel=use.channel, kind=ConsentKind.GIVEN, at__gt=entry.at
    )
    return not newer.exclude(method=Method.IMPORT).exists()


def _with_way_out(delivery: Delivery, customer: Customer, use: Use) -> Answer:
    """One-click unsubscription as RFC 8058 has it, and the same as a link that a person finds."""
    record = record_for(customer, use.channel)
    leave = unsubscribe_url(Choice(record.pk, use.purpose.code, use.channel))
    with translation.override(delivery.language):
        links = f"[{_('Unsubscribe')}]({leave}) · [{_('Your choices')}]({preferences_url(record.pk)})"
    return Answer(
        wait_until=_end_of_quiet(use), footer=f"\n\n---\n\n{links}",
        headers={"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip


def _end_of_quiet(use: Use) -> datetime | None:
    quiet = QuietHours.objects.filter(channel=use.channel).first()
    if quiet is None:
        return None
    return quiet_until(timezone.localtime(use.at), starts=quiet.starts, ends=quiet.ends)


exports.register_purpose_check("customer", check_export)
register_gate(gate, letter_purposes)
add_target_source(consent_targets)
