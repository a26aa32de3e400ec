"""The mails that the house itself writes: what became of each, and whoever looks decides on the few that are in doubt."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.desk.subjects import seen_of
from idic.foundation.house_mail.enums import MailState
from idic.foundation.house_mail.errors import HouseMailError
from idic.foundation.house_mail.kinds import label_of
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.repeating import may_repeat, repeat_mail
from idic.foundation.house_mail.queries.mails import access_mail, access_mails, troubled, waits_in_vain
from idic.foundation.house_mail.rows import COMPOSE
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

_TONES: dict[str, Tone] = {
    MailState.WAITING: "info", MailState.SENT: "success", MailState.FAILED: "danger", MailState.UNSURE: "warning",
    MailState.DROPPED: "neutral",
}  # fmt: skip
_REASONS = {
    "Interrupted": gettext_lazy("The work broke off while it was being sent."),
    "SMTPRecipientsRefused": gettext_lazy("The mail server refused the address."),
    "SMTPSenderRefused": gettext_lazy("The mail server refused our own address."),
    "SMTPAuthenticationError": gettext_lazy("The mail server refused our sign-in."),
    "SMTPDataError": gettext_lazy("The mail server did not take the mail."),
    "TooLate": gettext_lazy("It could not be sent while it was of use."),
    "NoAddress": gettext_lazy("No address is known."),
    COMPOSE: gettext_lazy("It could not be put together; the log of the worker says why."),
}
_CUT_OFF = gettext_lazy("The line or the work broke off while the mail was handed over: it may have arrived.")
_BROKEN_OFF = gettext_lazy("The mail server went silent while it had the mail: it may have arrived.")
_NOT_REACHED = gettext_lazy("The mail server could not be reached.")
#: Where what it tells stands: the name of the address, and the argument that holds its number.
_ABOUT = {
    "invitation": ("tasks:detail", "task"), "portal.answer": ("cases:detail", "case"), "alert": ("alerts:detail", "alert"),
}  # fmt: skip
#: What of it may be kept from whoever looks.
_NOUNS = ("task", "case")


@dataclass(frozen=True)
class _Row:
    mail: HouseMail
    kind: str
    tone: Tone
    reason: str
    url_name: str
    about: int
    may_repeat: bool

    @classmethod
    def of(cls, mail: HouseMail, seen: set[tuple[str, int]]) -> _Row:
        url_name, argument = _ABOUT.get(mail.kind, ("", ""))
        about = mail.arguments.get(argument) or 0
        if argument in _NOUNS and (argument, about) not in seen:
            about = 0
        return cls(
            mail, label_of(mail.kind), _TONES[mail.state], _reason(mail), url_name if about else "", about,
            may_repeat(mail),
        )  # fmt: skip


@require_GET
def house_list(request: SignedInRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    every = access_mails(request.user)
    mails = troubled(every) if show == "trouble" else every
    page = keyset_page(
        mails, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    named = [(noun, one.arguments.get(noun)) for one in page.rows for noun in _NOUNS]
    seen = seen_of(request.user, [(noun, pk) for noun, pk in named if isinstance(pk, int)])
    context = {
        "rows": [_Row.of(one, seen) for one in page.rows], "page": page, "show": show, "count": bounded_count(mails).value,
        "trouble": bounded_count(troubled(every)).value, "in_vain": waits_in_vain(),
        "chips": [("show", _("Shown"), _("Not sent, or perhaps"))] if show == "trouble" else [],
    }  # fmt: skip
    return render(request, "mailboxes/house.html", context)


@require_POST
def send_house_mail_again(request: SignedInRequest, mail_id: int) -> HttpResponse:
    try:
        repeat_mail(access_mail(request.user, mail_id), by=request.user)
    except HouseMailError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The mail is on its way again."))
    return redirect("mailboxes:house")


def _reason(mail: HouseMail) -> str:
    if not mail.error:
        return ""
    if mail.state == MailState.UNSURE:
        return str(_CUT_OFF if mail.error == "Interrupted" else _BROKEN_OFF)
    return str(_REASONS.get(mail.error, _NOT_REACHED))
