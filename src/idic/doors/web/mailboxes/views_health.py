from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.queries.mailboxes import (
    access_mailbox,
    access_mailboxes,
    figures,
    health,
    received,
    troubles,
)
from idic.domain.interact.mail.wording import fault, reason
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.house_mail.queries.mails import lately_troubled
from idic.foundation.letters.queries.deliveries import lately_unsent
from idic.foundation.paging.keyset import Order, keyset_page

_TONES: dict[str, Tone] = {
    "paused": "neutral", "error": "danger", "silent": "warning", "new": "info", "well": "success",
}  # fmt: skip


@require_GET
def mailbox_list(request: SignedInRequest) -> HttpResponse:
    page = keyset_page(
        access_mailboxes(request.user), Order("name"), cursor=request.GET.get("after") or request.GET.get("before")
    )
    rows = [(one, *_state(one)) for one in page.rows]
    context = {"rows": rows, "page": page, "house_trouble": lately_troubled(), "letter_trouble": lately_unsent()}
    return render(request, "mailboxes/list.html", context)


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    mailbox = access_mailbox(request.user, pk)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(received(request.user, mailbox), Order("received_at", descending=True), cursor=cursor, size=25)
    incoming, outgoing = troubles(request.user, mailbox)
    words, tone = _state(mailbox)
    lag = timezone.now() - mailbox.last_fetch_at if mailbox.last_fetch_at else None
    context = {
        "mailbox": mailbox, "state": words, "tone": tone, "figures": figures(mailbox), "page": page,
        "fault": fault(mailbox.error_code, mailbox.error_said) if mailbox.error_code else "",
        "lag_seconds": int(lag.total_seconds()) if lag else None,
        "mails": [(one, reason(one.reason) if one.reason else "") for one in page.rows],
        "incoming": [(one, reason(one.reason)) for one in incoming],
        "outgoing": [(one, [to for to in one.recipients.all() if to.state != "sent"]) for one in outgoing],
    }  # fmt: skip
    return render(request, "mailboxes/detail.html", context)


def _state(mailbox: Mailbox) -> tuple[str, Tone]:
    code = health(mailbox)
    words = {
        "paused": _("Paused"), "error": _("Does not work"), "silent": _("Has not been read for a while"),
        "new": _("Not read yet"), "well": _("Works"),
    }  # fmt: skip
    return words[code], _TONES[code]
