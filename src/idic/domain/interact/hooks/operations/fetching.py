"""Pictures and files that a messenger keeps for us: fetched by the worker, so that no request of theirs waits for it, and
kept once however often it is tried."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.models import Message, MessageFile
from idic.domain.interact.hooks.carriers import Fetched, fetch
from idic.domain.interact.hooks.enums import FetchState, FileTrouble
from idic.domain.interact.hooks.errors import FetchingFailed
from idic.domain.interact.hooks.models import HookChannel, HookMedia
from idic.foundation.desk.operations.attachments import size_limit

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=one) for one in (1, 2, 5, 15, 60, 180, 360))
#: Longer than anybody is waited for.
HELD = timedelta(minutes=10)
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "video/mp4": ".mp4", "audio/x-m4a": ".m4a"}


def expect_file(channel: HookChannel, message: Message, *, external_id: str, name: str) -> HookMedia:
    """In the transaction of the message: it says from the beginning that there is something more to come."""
    file = MessageFile.objects.create(
        message=message, name=name[:200], media_type="", size=0, digest="", path="", refused=FileTrouble.FETCHING
    )
    return HookMedia.objects.create(
        message=message, channel=channel, external_id=external_id, file_id=file.pk, next_at=timezone.now()
    )


def fetch_file(pk: int) -> bool:
    """One attempt, if it is due and nobody else makes it. The call itself holds no transaction."""
    media = _claimed(pk)
    if media is None:
        return False
    try:
        _kept(media, fetch(media.channel, media.external_id, size_limit()))
    except FetchingFailed as failure:
        _failed(media, failure)
    except (OperationalError, InterfaceError):  # held until somebody finds it
        raise
    except Exception as error:  # a full disk may have room later; what else it is may be mended
        logger.exception("file %s of a messenger could not be fetched", media.pk)
        _failed(media, FetchingFailed(type(error).__name__))
    return True


def fetch_due(limit: int = 50) -> int:
    """What waits, and what a worker that died held."""
    now = timezone.now()
    held = HookMedia.objects.filter(state=FetchState.FETCHING, claimed_at__lt=now - HELD)
    # one that takes its worker down is not made for ever
    for media in held.filter(attempts__gt=len(PAUSES)):
        _failed(media, FetchingFailed("dropped", is_final=True))
    held.filter(attempts__lte=len(PAUSES)).update(state=FetchState.WAITING, next_at=now)
    due = HookMedia.objects.filter(state=FetchState.WAITING, next_at__lte=now, channel__is_active=True)
    return sum(fetch_file(pk) for pk in list(due.order_by("next_at", "pk").values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _claimed(pk: int) -> HookMedia | None:
    row = (
        HookMedia.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("channel")
        .filter(pk=pk, state=FetchState.WAITING, channel__is_active=True)
        .first()
    )
    if row is None:
        return None
    row.state, row.attempts, row.claimed_at = FetchState.FETCHING, row.attempts + 1, timezone.now()
    row.save(update_fields=["state", "attempts", "claimed_at"])
    return row


@transaction.atomic
def _kept(media: HookMedia, found: Fetched) -> None:
    """Nothing where somebody else holds it by now, or the file was erased meanwhile."""
    row = _held(media)
    file = MessageFile.objects.select_for_update().filter(pk=media.file_id).first() if row is not None else None
    if row is None:
        return
    row.state, row.error = FetchState.DONE, ""
    row.save(update_fields=["state", "error"])
    if file is None or file.refused != FileTrouble.FETCHING:
        return
    name = file.name if "." in file.name else f"{file.name}{_ENDINGS.get(found.media_type, '')}"
    draft = kept_file(name, found.media_type, found.data)
    file.name, file.media_type, file.size = draft.name, draft.media_type, draft.size
    file.digest, file.path, file.refused = draft.digest, draft.path, draft.refused
    file.save()


@transaction.atomic
def _failed(media: HookMedia, failure: FetchingFailed) -> None:
    row = _held(media)
    if row is None:
        return
    row.error = failure.code[:60]
    if not failure.is_final and row.attempts <= len(PAUSES):
        row.state, row.next_at = FetchState.WAITING, timezone.now() + PAUSES[row.attempts - 1]
    else:
        row.state = FetchState.FAILED
        trouble = FileTrouble.TOO_LARGE if failure.code == "too_large" else FileTrouble.NOT_FETCHED
        MessageFile.objects.filter(pk=row.file_id, refused=FileTrouble.FETCHING).update(refused=trouble)
    row.save(update_fields=["state", "error", "next_at"])


def _held(media: HookMedia) -> HookMedia | None:
    held = HookMedia.objects.select_for_update().filter(pk=media.pk, state=FetchState.FETCHING)
    return held.filter(claimed_at=media.claimed_at).first()
