"""Which worker fetches a mailbox. Time is the database's, for clocks of machines differ."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from idic.domain.interact.mail.enums import Part
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox

LEASE = timedelta(seconds=90)


def take_lease(mailbox_id: int, holder: str) -> bool:
    """One statement, so that two never both hold it. Taken again, it is renewed."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now()) | Q(lease_by=holder)
    return bool(
        Mailbox.objects.filter(free, pk=mailbox_id, is_active=True).exclude(imap_host="").update(
            lease_by=holder, lease_until=Now() + LEASE
        )
    )  # fmt: skip


def renew_lease(mailbox_id: int, holder: str, *, version: int) -> bool:
    """Not where it was lost, or where the mailbox was changed or paused since."""
    held = Mailbox.objects.filter(pk=mailbox_id, lease_by=holder, is_active=True, version=version)
    return bool(held.update(lease_until=Now() + LEASE))


def drop_lease(mailbox_id: int, holder: str) -> None:
    Mailbox.objects.filter(pk=mailbox_id, lease_by=holder).update(lease_by="", lease_until=None)


def drop_others(holder: str) -> None:
    """For whoever knows that nobody else is alive."""
    Mailbox.objects.exclude(lease_by__in=("", holder)).update(lease_by="", lease_until=None)


def note_fetched(mailbox_id: int) -> None:
    """Only the fetching's own error is over."""
    Mailbox.objects.filter(pk=mailbox_id).update(last_fetch_at=Now())
    Mailbox.objects.filter(pk=mailbox_id, error_part=Part.FETCH).update(
        error_part="", error_code="", error_said="", error_at=None
    )


def note_error(mailbox_id: int, part: str, error: PeerFailed) -> None:
    Mailbox.objects.filter(pk=mailbox_id).update(
        error_part=part, error_code=error.code, error_said=error.said.replace("\x00", ""), error_at=Now()
    )


def reach(mailbox_id: int, holder: str, *, uid_validity: int, last_uid: int | None = None) -> bool:
    """How far it is kept, written by the holder of the lease alone. A new numbering of the server starts over."""
    held = Mailbox.objects.filter(pk=mailbox_id, lease_by=holder)
    if last_uid is None:
        return bool(held.exclude(uid_validity=uid_validity).update(uid_validity=uid_validity, last_uid=0))
    return bool(held.filter(uid_validity=uid_validity, last_uid__lt=last_uid).update(last_uid=last_uid))


def stands(mailbox_id: int) -> tuple[int, int]:
    return Mailbox.objects.values_list("uid_validity", "last_uid").get(pk=mailbox_id)
