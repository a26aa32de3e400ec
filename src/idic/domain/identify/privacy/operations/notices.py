from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from idic.domain.identify.privacy.enums import NoticeState
from idic.domain.identify.privacy.errors import NoticeSettled, PrivacyOutdated, TextMissing
from idic.domain.identify.privacy.models import Notice, NoticeVersion
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

_LONGEST = 50_000


@transaction.atomic
def create_notice(name: str, texts: Mapping[str, str], *, by: User) -> NoticeVersion:
    require(by, "privacy.manage")
    name = one_line(name, 120)
    kept = _texts(texts)
    if not name:
        raise TextMissing
    notice = Notice.objects.create(code=_free_code(name), name=name)
    version = NoticeVersion.objects.create(notice=notice, number=1, texts=kept, created_by=by)
    append_event(NewEvent("notice.created", "notice", notice.pk, after={"name": name}), by=by)
    return version


@transaction.atomic
def start_version(notice: Notice, *, by: User) -> NoticeVersion:
    """A draft with the words of the newest version; one draft at a time."""
    require(by, "privacy.manage")
    Notice.objects.select_for_update().get(pk=notice.pk)
    newest = NoticeVersion.objects.filter(notice=notice).order_by("-number").first()
    if newest is not None and newest.state == NoticeState.DRAFT:
        return newest
    return NoticeVersion.objects.create(
        notice=notice, number=newest.number + 1 if newest else 1, texts=newest.texts if newest else {}, created_by=by
    )


@transaction.atomic
def change_draft(draft: NoticeVersion, texts: Mapping[str, str], *, version: int, by: User) -> NoticeVersion:
    require(by, "privacy.manage")
    locked = NoticeVersion.objects.select_for_update().get(pk=draft.pk)
    if locked.state != NoticeState.DRAFT:
        raise NoticeSettled
    if locked.version != version:
        raise PrivacyOutdated
    locked.texts, locked.version = _texts(texts), locked.version + 1
    locked.save(update_fields=["texts", "version"])
    append_event(NewEvent("notice.changed", "notice", locked.notice_id, after={"number": locked.number}), by=by)
    return locked


@transaction.atomic
def publish_version(draft: NoticeVersion, *, by: User) -> NoticeVersion:
    """It takes the place of the one that is published; that one stays on record for what was consented to under it."""
    require(by, "privacy.manage")
    locked = NoticeVersion.objects.select_for_update().get(pk=draft.pk)
    if locked.state != NoticeState.DRAFT:
        raise NoticeSettled
    moment = timezone.now()
    NoticeVersion.objects.filter(notice=locked.notice_id, state=NoticeState.PUBLISHED).update(
        state=NoticeState.WITHDRAWN, withdrawn_at=moment
    )
    locked.state, locked.published_at, locked.digest = NoticeState.PUBLISHED, moment, digest_of(locked.texts)
    locked.save(update_fields=["state", "published_at", "digest"])
    append_event(
        NewEvent(
            "notice.published", "notice", locked.notice_id, after={"number": locked.number, "sha256": locked.digest}
        ),
        by=by,
    )
    return locked


@transaction.atomic
def withdraw_version(published: NoticeVersion, *, by: User) -> NoticeVersion:
    require(by, "privacy.manage")
    locked = NoticeVersion.objects.select_for_update().get(pk=published.pk)
    if locked.state != NoticeState.PUBLISHED:
        raise NoticeSettled
    locked.state, locked.withdrawn_at = NoticeState.WITHDRAWN, timezone.now()
    locked.save(update_fields=["state", "withdrawn_at"])
    append_event(NewEvent("notice.withdrawn", "notice", locked.notice_id, after={"number": locked.number}), by=by)
    return locked


def digest_of(texts: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {code: trimmed(text, _LONGEST) for code, text in texts.items()}
    kept = {code: text for code, text in kept.items() if text}
    if "en" not in kept:
        raise TextMissing
    return kept


def _free_code(name: str) -> str:
    base = slugify(name)[:34] or "notice"
    code, number = base, 2
    while Notice.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return code
