from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from idic.domain.identify.privacy.enums import Basis, Channel, Need
from idic.domain.identify.privacy.errors import CodeTaken, PrivacyOutdated, TextMissing
from idic.domain.identify.privacy.models import Jurisdiction, Purpose, PurposeBasis, PurposeVersion
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.texts import one_line, trimmed

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class BasisDraft:
    basis: str
    article: str
    need: str
    soft_opt_in: bool = False
    needs_review: bool = False


@dataclass(frozen=True)
class PurposeDraft:
    """`texts` is {language: {"name", "text"}}, `bases` {code of a jurisdiction: its ground}."""

    texts: Texts
    bases: Mapping[str, BasisDraft]
    channels: Sequence[str] = ()
    is_marketing: bool = False
    is_sensitive: bool = False
    retention: str = ""
    months_valid: int | None = None
    balancing_note: str = ""
    needs_review: bool = False
    is_archived: bool = False


_PLAIN = ("is_marketing", "is_sensitive", "retention", "months_valid", "balancing_note", "needs_review", "is_archived")


@transaction.atomic
def create_purpose(code: str, draft: PurposeDraft, *, by: User) -> Purpose:
    require(by, "privacy.manage")
    texts = _texts(draft.texts)
    purpose = Purpose(code=code, texts=texts, channels=_channels(draft), position=1000)
    _put(purpose, draft)
    try:
        with transaction.atomic():
            purpose.save()
    except IntegrityError as error:
        raise CodeTaken from error
    PurposeVersion.objects.create(purpose=purpose, number=1, texts=texts, created_by=by)
    _store_bases(purpose, draft.bases)
    append_event(NewEvent("purpose.created", "purpose", purpose.pk, after=_recorded(purpose)), by=by)
    return purpose


@transaction.atomic
def change_purpose(purpose: Purpose, draft: PurposeDraft, *, version: int, by: User) -> Purpose:
    """Other words are a new version of the text: what was consented to stays on record as it was read."""
    require(by, "privacy.manage")
    locked = Purpose.objects.select_for_update().get(pk=purpose.pk)
    if locked.version != version:
        raise PrivacyOutdated
    before = _recorded(locked)
    texts = _texts(draft.texts)
    if texts != locked.texts:
        locked.texts, locked.text_version = texts, locked.text_version + 1
        PurposeVersion.objects.create(purpose=locked, number=locked.text_version, texts=texts, created_by=by)
    locked.channels, locked.version = _channels(draft), locked.version + 1
    _put(locked, draft)
    locked.save()
    _store_bases(locked, draft.bases)
    changed_before, changed_after = changes_between(before, _recorded(locked))
    append_event(NewEvent("purpose.changed", "purpose", locked.pk, before=changed_before, after=changed_after), by=by)
    return locked


def _put(purpose: Purpose, draft: PurposeDraft) -> None:
    for name in _PLAIN:
        setattr(purpose, name, getattr(draft, name))


def _texts(texts: Texts) -> dict[str, dict[str, str]]:
    kept = {
        language: {"name": one_line(told["name"], 120), "text": trimmed(told["text"], 4000)}
        for language, told in texts.items()
        if told.get("name", "").strip() and told.get("text", "").strip()
    }
    if "en" not in kept:
        raise TextMissing
    return kept


def _channels(draft: PurposeDraft) -> list[str]:
    return [code for code in Channel.values if code in draft.channels]


def _store_bases(purpose: Purpose, bases: Mapping[str, BasisDraft]) -> None:
    for law in Jurisdiction.objects.filter(code__in=list(bases)):
        told = bases[law.code]
        PurposeBasis.objects.update_or_create(
            purpose=purpose, jurisdiction=law,
            defaults={
                "basis": Basis(told.basis), "article": trimmed(told.article, 80), "need": Need(told.need),
                "soft_opt_in": told.soft_opt_in, "needs_review": told.needs_review,
            },
        )  # fmt: skip


def _recorded(purpose: Purpose) -> dict[str, object]:
    bases = PurposeBasis.objects.filter(purpose=purpose).select_related("jurisdiction")
    return {
        "code": purpose.code, "texts": purpose.texts, "channels": purpose.channels,
        **{name: getattr(purpose, name) for name in _PLAIN},
        "bases": {one.jurisdiction.code: [one.basis, one.article, one.need, one.soft_opt_in] for one in bases},
    }  # fmt: skip
