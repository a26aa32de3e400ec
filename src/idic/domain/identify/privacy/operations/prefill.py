from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import transaction

from idic.domain.identify.privacy.models import Jurisdiction, Purpose, PurposeBasis, PurposeVersion, QuietHours
from idic.domain.identify.privacy.prefilled.purposes import LAWS, PURPOSES, QUIET, Filled
from idic.foundation.accounts.enums import Language


@transaction.atomic
def ensure_prefilled() -> int:
    """Made once; what somebody has changed is left as it is. Returns how many purposes were made."""
    known = set(Jurisdiction.objects.values_list("code", flat=True))
    has_home = Jurisdiction.objects.filter(is_home=True).exists()
    for law in LAWS:
        if law.code not in known:
            Jurisdiction.objects.create(
                code=law.code, name=law.name, law=law.law, countries=list(law.countries),
                guardian_only_below=law.guardian_only_below, minor_below=law.minor_below,
                is_home=not has_home and settings.TIME_ZONE in law.zones,
            )  # fmt: skip
    if not Jurisdiction.objects.filter(is_home=True).exists():
        Jurisdiction.objects.filter(code=LAWS[0].code).update(is_home=True)
    if not QuietHours.objects.exists():
        QuietHours.objects.bulk_create(
            QuietHours(channel=channel, starts=time(starts), ends=time(ends))
            for channel, (starts, ends) in QUIET.items()
        )
    codes = set(Purpose.objects.values_list("code", flat=True))
    missing = [(position, filled) for position, filled in enumerate(PURPOSES) if filled.code not in codes]
    laws = {one.code: one for one in Jurisdiction.objects.all()}
    for position, filled in missing:
        _make(filled, position * 10, laws)
    return len(missing)


def _make(filled: Filled, position: int, laws: dict[str, Jurisdiction]) -> None:
    texts = {
        language: {"name": name, "text": text}
        for language, (name, text) in zip(Language.values, filled.texts, strict=True)
    }
    purpose = Purpose.objects.create(
        code=filled.code, texts=texts, is_marketing=filled.is_marketing, is_sensitive=filled.is_sensitive,
        channels=list(filled.channels), retention=filled.retention, permission=filled.permission,
        balancing_note=filled.balancing_note, needs_review=True, position=position,
    )  # fmt: skip
    PurposeVersion.objects.create(purpose=purpose, number=1, texts=texts)
    grounds = {"TH": filled.th, "CN": filled.cn, "EU": filled.eu, "TW": filled.tw}
    PurposeBasis.objects.bulk_create(
        PurposeBasis(
            purpose=purpose, jurisdiction=laws[code], basis=basis, article=article, need=need,
            soft_opt_in=code in filled.soft,
        )
        for code, (basis, article, need) in grounds.items() if code in laws
    )  # fmt: skip
