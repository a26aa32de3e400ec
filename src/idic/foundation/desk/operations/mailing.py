"""Notifications by e-mail, at once or once a day. Only of records that the reader may see at the moment of sending."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import Delivery
from idic.foundation.desk.models import Notification
from idic.foundation.desk.subjects import title_of
from idic.foundation.desk.wording import sentence
from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.texts import one_line

KIND = "notices"
DIGEST_HOUR = 7
_MOST_LINES = 50


def ask_due_mail(now: datetime | None = None) -> None:
    """What is to go at once, and the daily mail of those who had none today."""
    now = now or timezone.now()
    local = timezone.localtime(now)
    waiting = Notification.objects.filter(mailed_at__isnull=True)
    readers = {(one, Delivery.AT_ONCE) for one in _readers(waiting.filter(delivery=Delivery.AT_ONCE))}
    if local.hour >= DIGEST_HOUR:
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        served = Notification.objects.filter(delivery=Delivery.DIGEST, mailed_at__gte=midnight)
        due = waiting.filter(delivery=Delivery.DIGEST).exclude(user__in=served.values("user"))
        readers |= {(one, Delivery.DIGEST) for one in _readers(due)}
    for user_id, delivery in sorted(readers):
        _ask(user_id, delivery, now)


@transaction.atomic
def _ask(user_id: int, delivery: Delivery, now: datetime) -> None:
    """In the same transaction they are no longer to be mailed: each stands in one mail."""
    rows = Notification.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        user_id=user_id, delivery=delivery, mailed_at__isnull=True
    )
    ids = list(rows.order_by("id").values_list("pk", flat=True))
    if not ids:
        return
    Notification.objects.filter(pk__in=ids).update(mailed_at=now)
    ask_mail(KIND, arguments={"notifications": ids, "delivery": delivery}, user=user_id, waits=True)


def compose(mail: HouseMail) -> EmailMessage | None:
    """Of what is still unread, and of records that the reader may see at this moment."""
    user = User.with_rights.filter(pk=mail.user_id, is_active=True).first()
    if user is None:
        return None
    rows = Notification.objects.filter(pk__in=mail.arguments["notifications"], user=user, read_at__isnull=True)
    with translation.override(user.language):
        lines = _lines(user, list(rows.select_related("by").order_by("id")))
        return _message(user, mail.arguments["delivery"], lines) if lines else None


def _readers(rows: QuerySet[Notification]) -> list[int]:
    return list(rows.order_by().values_list("user_id", flat=True).distinct())


def _lines(user: User, rows: list[Notification]) -> list[tuple[str, str]]:
    known: dict[tuple[str, int], str] = {}
    found = []
    for row in rows:
        key = (row.noun, row.subject_id)
        if key not in known:
            known[key] = title_of(user, row.noun, row.subject_id)
        if known[key]:
            found.append((sentence(row, title=one_line(known[key])), _link(row)))
    return found


def _message(user: User, delivery: str, lines: list[tuple[str, str]]) -> EmailMessage:
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
    return EmailMessage(
        subject=one_line(head, 180), body="\n\n".join([greeting, *told]) + "\n", to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip


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


declare_mail(MailKind(KIND, gettext_lazy("Notices"), compose))
