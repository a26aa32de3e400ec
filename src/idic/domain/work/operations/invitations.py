"""What participants outside are told: an invitation that their calendar understands, its changes, and its end.

Queued in the transaction of the change, written and sent by the worker, so that no page waits for a mail server.
"""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale
from babel.dates import format_date, format_time
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import get_language, gettext_lazy, override, to_locale
from django.utils.translation import gettext as _

from idic.domain.work.ical import Method, invitation_of
from idic.domain.work.models import Participant, Task
from idic.domain.work.recurrence import zone
from idic.domain.work.times import day_of
from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.texts import one_line

KIND = "invitation"


def outside(task: Task) -> list[str]:
    """Addresses of those who are no users."""
    found = task.participants.filter(user__isnull=True).exclude(email="").order_by("pk")
    return list(found.values_list("email", flat=True))


def invite(task: Task) -> None:
    """Only what takes place at a time is something to be invited to."""
    if task.is_timed and task.is_open:
        _queue(task, outside(task), "REQUEST")


def call_off(task: Task, addresses: Sequence[str]) -> None:
    if task.is_timed:
        _queue(task, [one for one in addresses if one], "CANCEL")


def _queue(task: Task, addresses: Sequence[str], method: Method) -> None:
    customers = dict(task.participants.filter(email__in=addresses).values_list("email", "customer_id"))
    for address in addresses:
        about = {"task": task.pk, "method": method, "sequence": task.sequence, "address": address}
        ask_mail(KIND, arguments=about, customer_id=customers.get(address))


def compose(mail: HouseMail) -> EmailMultiAlternatives | None:
    """None where it is out of date: a later change has asked for its own letter."""
    about = mail.arguments
    address, method, sequence = about.get("address", ""), about["method"], about["sequence"]
    task = Task.objects.select_related("owner").filter(pk=about["task"]).first()
    if task is None or not address or (method == "REQUEST" and (task.sequence != sequence or not task.is_open)):
        return None
    guests = list(task.participants.select_related("user").order_by("pk"))
    if method == "CANCEL" and all(guest.email != address for guest in guests):
        guests = [Participant(task=task, email=address)]
    task.sequence = max(task.sequence, sequence)
    return _letter(task, guests, address, method)


def _letter(task: Task, guests: Sequence[Participant], address: str, method: Method) -> EmailMultiAlternatives:
    data = invitation_of(task, method=method, guests=guests)
    with override(_language(address, guests)):
        words = {"title": task.title, "organiser": task.owner.display_name}
        if method == "CANCEL":
            subject, first = _("Cancelled: %(title)s"), _("%(organiser)s has cancelled “%(title)s”.")
        elif task.sequence:
            subject, first = _("Changed: %(title)s"), _("%(organiser)s has changed “%(title)s”.")
        else:
            subject, first = _("Invitation: %(title)s"), _("%(organiser)s invites you to “%(title)s”.")
        lines = [first % words, "", _when(task)]
        if task.place:
            lines.append(_("Place: %(place)s") % {"place": task.place})
        if task.text and method != "CANCEL":
            lines += ["", task.text]
        heading = one_line(subject % words)
    letter = EmailMultiAlternatives(
        heading, "\n".join(lines), settings.DEFAULT_FROM_EMAIL, [address], reply_to=[task.owner.email]
    )
    letter.attach_alternative(data.decode(), f"text/calendar; method={method}")
    letter.attach("invitation.ics", data.decode(), "text/calendar")
    return letter


def _when(task: Task) -> str:
    assert task.starts_at is not None
    locale = Locale.parse(to_locale(get_language() or "en"))
    day = format_date(day_of(task.starts_at), format="full", locale=locale)
    if task.is_all_day:
        return day
    clock = format_time(task.starts_at.astimezone(zone()).timetz(), format="short", locale=locale)
    values = {"day": day, "time": clock, "zone": settings.TIME_ZONE}
    return _("%(day)s, %(time)s (%(zone)s)") % values


def _language(address: str, guests: Sequence[Participant]) -> str:
    """The customer's own, where it is known and spoken here."""
    spoken = {code for code, _name in settings.LANGUAGES}
    for guest in guests:
        if guest.email == address and guest.customer is not None and guest.customer.language in spoken:
            return str(guest.customer.language)
    return str(settings.LANGUAGE_CODE)


declare_mail(MailKind(KIND, gettext_lazy("Invitation to a meeting"), compose))
