from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.errors import MailError
from idic.domain.interact.mail.operations.mailboxes import pause_mailbox, resume_mailbox
from idic.domain.interact.mail.operations.repairing import fetch_from_beginning, file_again
from idic.domain.interact.mail.operations.sending import send_again
from idic.domain.interact.mail.queries.mailboxes import access_incoming, access_mailbox, access_outgoing
from idic.domain.interact.mail.wording import reason
from idic.doors.web.requests import SignedInRequest


@require_POST
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    mailbox = pause_mailbox(access_mailbox(request.user, pk), by=request.user)
    messages.success(
        request, _("“%(name)s” is neither read nor sends until you take it up again.") % {"name": mailbox.name}
    )
    return redirect("mailboxes:detail", pk)


@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    mailbox = resume_mailbox(access_mailbox(request.user, pk), by=request.user)
    messages.success(request, _("“%(name)s” is in use again.") % {"name": mailbox.name})
    return redirect("mailboxes:detail", pk)


@require_POST
def read_anew(request: SignedInRequest, pk: int) -> HttpResponse:
    fetch_from_beginning(access_mailbox(request.user, pk), by=request.user)
    messages.success(request, _("Everything on the server is looked at again. What is known stays as it is."))
    return redirect("mailboxes:detail", pk)


@require_POST
def file_mail_again(request: SignedInRequest, pk: int, mail_id: int) -> HttpResponse:
    try:
        mail = file_again(access_incoming(request.user, pk, mail_id), by=request.user)
    except MailError as error:
        messages.error(request, str(error))
    else:
        if mail.state == IncomingState.FAILED:
            messages.error(request, reason(mail.reason))
        else:
            messages.success(request, _("The mail is filed."))
    return redirect("mailboxes:detail", pk)


@require_POST
def send_mail_again(request: SignedInRequest, pk: int, mail_id: int) -> HttpResponse:
    try:
        send_again(access_outgoing(request.user, pk, mail_id), by=request.user)
    except MailError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The mail is on its way again, to those who do not have it for certain."))
    return redirect("mailboxes:detail", pk)
