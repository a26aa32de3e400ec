"""Columns of a customer file that claim consents: targets of the mapping, read off the records once they are taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.models import ImportBatch, SourceRecord
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.operations.imported import Claim, Taken, import_consents
from idic.domain.identify.privacy.queries.purposes import purposes_in_use, use_label
from idic.foundation.accounts.models import User
from idic.foundation.tables.fields import FieldType, ImportKind, TargetField
from idic.methods.normalise.dates import parse_date
from idic.methods.normalise.text import fold

_PREFIX = "consent_"
#: The day of all consents of a row; without it they were given when the file came in.
DAY = "consent_day"

_YES = "1 y yes true t ok given granted agreed opt-in optin ใช่ ยินยอม ตกลง 是 同意 允许 允許 √ ✓ ✔"
_NO = "0 n no false f refused withdrawn opt-out optout ไม่ ไม่ใช่ ไม่ยินยอม 否 不同意 拒绝 拒絕 ✗ ✘"
_HEADERS = {
    "marketing/email": ("email consent", "email opt in", "newsletter", "ยินยอมรับอีเมล", "邮件订阅", "電子報"),
    "marketing/sms": ("sms consent", "sms opt in", "ยินยอมรับข้อความ", "短信订阅", "簡訊訂閱"),
    "marketing/phone": ("phone consent", "call consent", "ยินยอมรับโทรศัพท์", "电话营销同意", "電話行銷同意"),
    "marketing/line": ("line consent", "ยินยอมรับไลน์"),
    "marketing/post": ("mail consent", "postal consent"),
    "sharing/": ("third party consent", "ยินยอมให้เปิดเผย"),
}


def consent_targets(kind: ImportKind) -> Sequence[TargetField]:
    if kind is not ImportKind.CUSTOMERS:
        return []
    found = [
        TargetField(
            name, FieldType.CHOICE, _("Consent: %(use)s") % {"use": use_label(purpose, channel)},
            (name, *_HEADERS.get(f"{purpose.code}/{channel}", ())),
        )
        for name, (purpose, channel) in _uses().items()
    ]  # fmt: skip
    day = TargetField(
        DAY, FieldType.DATE, _("Day of the consents"),
        (DAY, "consent date", "opt in date", "วันที่ยินยอม", "同意日期", "授权日期", "授權日期"),
    )  # fmt: skip
    return [*found, day] if found else []


def take_consents(batch: ImportBatch, *, by: User | None) -> Taken | None:
    """What the records of a batch claim; None where the file had no such column. Safe to repeat."""
    uses = {name: use for name, use in _uses().items() if name in batch.mapping}
    if not uses:
        return None
    return import_consents(_claims(batch, uses), batch_id=batch.pk, by=by, at=batch.finished_at)


def said(text: str) -> bool | None:
    """Yes, no, or neither: a cell that cannot be understood claims nothing."""
    told = fold(text.strip())
    if told in _FOLDED_YES:
        return True
    return False if told in _FOLDED_NO else None


def _claims(batch: ImportBatch, uses: Mapping[str, tuple[Purpose, str]]) -> Iterator[Claim]:
    records = SourceRecord.objects.filter(batch=batch).values_list("pk", "payload").iterator(2000)
    for pk, payload in records:
        at = _moment(str(payload.get(DAY) or ""))
        for name, (purpose, channel) in uses.items():
            told = said(str(payload.get(name) or ""))
            if told is not None:
                yield Claim(pk, purpose.code, channel, told, at)


def _uses() -> dict[str, tuple[Purpose, str]]:
    return {
        f"{_PREFIX}{purpose.code}_{channel}".rstrip("_"): (purpose, channel)
        for purpose in purposes_in_use()
        for channel in purpose.channels or [""]
        if not _asks_nobody(purpose)
    }


def _asks_nobody(purpose: Purpose) -> bool:
    return purpose.code in ("contract", "legal", "service")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        day: date = parse_date(text, as_of=timezone.localdate())
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time(12)))


_FOLDED_YES = frozenset(fold(one) for one in _YES.split())
_FOLDED_NO = frozenset(fold(one) for one in _NO.split())
