"""What customers have said: lists that the three systems brought, and words that people wrote down one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.identify.enums import CustomerKind, ImportKind
from idic.domain.identify.models import Customer, ImportBatch, SourceRecord
from idic.domain.identify.privacy.enums import Channel, ConsentKind, Method
from idic.domain.identify.privacy.models import ConsentEvent, NoticeVersion
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.imported import Claim, import_consents
from idic.domain.identify.privacy.operations.opt_ins import ask_opt_in, confirm_opt_in
from idic.foundation.accounts.models import User
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.models import Delivery
from idic.sample.desk.cast import persons

#: Of a hundred records so many say yes, and so many no; the others were not asked.
_YES, _NO = 58, 5
#: System -> what it asks for.
_ASKED = {
    "till": (("marketing", Channel.SMS), ("marketing", Channel.EMAIL), ("profiling", "")),
    "web_shop": (
        ("marketing", Channel.EMAIL), ("marketing", Channel.LINE), ("research", Channel.EMAIL), ("profiling", ""),
        ("sharing", ""),
    ),
    "call_centre": (("marketing", Channel.PHONE), ("research", Channel.PHONE)),
}  # fmt: skip
#: How it was said, what was said, on which channel, and the proof; None: the person did it on a page of ours.
_WORDS = (
    (Method.COUNTER, ConsentKind.GIVEN, Channel.SMS, {"note": "Form at the till, branch 3"}, True),
    (Method.PAPER, ConsentKind.GIVEN, Channel.POST, {"paper": "Card in the customer binder"}, True),
    (Method.PHONE, ConsentKind.GIVEN, Channel.PHONE, {"call": "Service desk, line 2"}, True),
    (Method.FORM, ConsentKind.GIVEN, Channel.EMAIL, {"ip": "192.0.2.17", "referrer": "web shop"}, False),
    (Method.UNSUBSCRIBE, ConsentKind.WITHDRAWN, Channel.EMAIL, {"ip": "192.0.2.40"}, False),
    (Method.PREFERENCES, ConsentKind.WITHDRAWN, Channel.SMS, {"ip": "192.0.2.51"}, False),
    (Method.WRITTEN, ConsentKind.WITHDRAWN, Channel.PHONE, {"note": "E-mail to the service desk"}, True),
)


def make_consents(by: User, *, notice: NoticeVersion, today: date) -> None:
    for code, asked in _ASKED.items():
        batch = ImportBatch.objects.filter(source__code=code, source__is_sample=True, kind=ImportKind.CUSTOMERS).first()
        import_consents(_claims(code, asked, today), batch_id=batch.pk if batch else None, by=None)
    _told_one_by_one(by, notice)


def make_opt_ins(by: User) -> None:
    """Somebody clicked, and somebody else has not yet. The mails go nowhere: nobody is written to by a sample."""
    now = timezone.now()
    silent = (
        persons("en")
        .filter(email__gt="", birth_date__year__lt=2000)
        .exclude(pk__in=ConsentEvent.objects.filter(channel=Channel.EMAIL).values("customer_id"))
    )
    for number, customer in enumerate(silent[:2]):
        asked = ask_opt_in(
            customer, "marketing", asked_from={"note": "Asked for at the counter"}, by=by,
            at=now - timedelta(days=1 + number),
        )  # fmt: skip
        Delivery.objects.filter(customer_id=customer.pk, state=DeliveryState.WAITING).update(
            state=DeliveryState.STOPPED, error="sample"
        )
        if number:
            confirm_opt_in(asked.pk, evidence={"ip": "192.0.2.77"}, at=now - timedelta(hours=5))


def _claims(code: str, asked: tuple[tuple[str, str], ...], today: date) -> Iterator[Claim]:
    records = SourceRecord.objects.filter(source__code=code, source__is_sample=True, customer__kind=CustomerKind.PERSON)
    for pk, key, email, phones in records.order_by("key").values_list("pk", "key", "email", "phones"):
        for purpose, channel in asked:
            if channel and not (email if channel == Channel.EMAIL else phones):
                continue
            drawn = crc32(f"{key}/{purpose}/{channel}".encode())
            place = drawn % 100
            if place < _YES + _NO:
                yield Claim(pk, purpose, channel, place < _YES, _noon(today - timedelta(days=30 + drawn % 500)))


def _told_one_by_one(by: User, notice: NoticeVersion) -> None:
    now = timezone.now()
    for language in ("th", "en", "zh-hans", "zh-hant"):
        people = list(_grown_ups(language)[:12])
        for number, customer in enumerate(people):
            method, kind, channel, evidence, is_staff = _WORDS[number % len(_WORDS)]
            record_consent(
                customer, "marketing", channel, kind=kind, method=method, evidence=evidence, by=by if is_staff else None,
                at=now - timedelta(days=2 + 3 * number), language=language,
                notice_version=notice if kind == ConsentKind.GIVEN else None,
            )  # fmt: skip


def _grown_ups(language: str) -> QuerySet[Customer]:
    return persons(language).filter(email__gt="", phone__gt="", birth_date__year__lt=2000)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
