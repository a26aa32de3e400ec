"""Notifications by e-mail, at once or once a day. Only of records that the reader may see at the moment of sending."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import Delivery
from idic.foundation.desk.models import Notification
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.desk.wording import sentence
from idic.foundation.texts import one_line

logger = logging.getLogger(__name__)

DIGEST_HOUR = 7
_MOST_LINES = 50


def send_due_mail(now: datetime | None = None) -> int:
    """What is to go at once, and the daily mail of those who had none today; returns how many mails went out.

    A server that does not answer leaves everything as it was: the next minute tries again.
    """
    now = now or timezone.now()
    local = timezone.localtime(now)
    waiting = Notification.objects.filter(mailed_at__isnull=True)
    readers = {(one, Delivery.AT_ONCE) for one in _readers(waiting.filter(delivery=Delivery.AT_ONCE))}
    if local.hour >= DIGEST_HOUR:
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        served = Notification.objects.filter(delivery=Delivery.DIGEST, mailed_at__gte=midnight)
        due = waiting.filter(delivery=Delivery.DIGEST).exclude(user__in=served.values("user"))
        readers |= {(one, Delivery.DIGEST) for one in _readers(due)}
    return sum(_mail_to(user_id, delivery, now) for user_id, delivery in sorted(readers))


def _readers(rows: QuerySet[Notification]) -> list[int]:
    return list(rows.order_by().values_list("user_id", flat=True).distinct())


def _mail_to(user_id: int, delivery: Delivery, now: datetime) -> int:
    user = User.with_rights.filter(pk=user_id).first()
    with transaction.atomic():
        rows = list(
            Notification.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(user_id=user_id, delivery=delivery, mailed_at__isnull=True)
            .select_related("by")
            .order_by("id")
        )
        lines: list[tuple[str, str]] = []
        if user is not None and user.is_active:
            with translation.override(user.language):
                lines = _lines(user, [row for row in rows if row.read_at is None])
                if lines:
                    try:
                        _send(user, delivery, lines)
                    except (SMTPException, OSError):
                        logger.warning("mail to user %s could not be sent; it is tried again", user_id, exc_info=True)
                        return 0
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    return 1 if lines else 0


def _lines(user: User, rows: list[Notification]) -> list[tuple[str, str]]:
    known: dict[tuple[str, int], Subject | None] = {}
    found = []
    for row in rows:
        key = (row.noun, row.subject_id)
        if key not in known:
            known[key] = _seen(user, row)
        subject = known[key]
        if subject is not None:
            found.append((sentence(row, title=one_line(subject.title)), _link(row)))
    return found


def _seen(user: User, row: Notification) -> Subject | None:
    try:
        return access_subject(user, row.noun, row.subject_id)
    except (NotAllowed, NotVisible):
        return None


def _send(user: User, delivery: Delivery, lines: list[tuple[str, str]]) -> None:
    if delivery == Delivery.AT_ONCE and len(lines) == 1:
        head = lines[0][0]
    else:
        head = ngettext("%(count)s notice in IDIC", "%(count)s notices in IDIC", len(lines)) % {"count": len(lines)}
    told = [f"{text}\n{link}" for text, link in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        told.append(_("And %(count)s more.") % {"count": len(lines) - _MOST_LINES})
    told.append(
        _("You choose yourself what is sent to you: %(link)s") % {"link": _site(_path("notifications:choices"))}
    )
    greeting = _("Hello %(name)s,") % {"name": user.display_name}
    message = EmailMessage(
        subject=one_line(head, 180), body="\n\n".join([greeting, *told]) + "\n", to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    message.send()


def _link(row: Notification) -> str:
    return _site(_path("records:record", row.noun, row.subject_id))


def _path(name: str, *arguments: str | int) -> str:
    """Where no web stands over this room there is nothing to point at but the front door."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return "/"


def _site(path: str) -> str:
    return f"{settings.CONFIGURATION.public_url}{path}"
