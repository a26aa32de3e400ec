from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.interact.cases.queries.files import access_message
from idic.domain.interact.hooks.errors import HookError
from idic.domain.interact.hooks.operations.sending import repeat_answer
from idic.domain.interact.mail.errors import MailError
from idic.domain.interact.mail.operations.queueing import BY_MAIL
from idic.domain.interact.mail.operations.resending import resend_answer
from idic.doors.web.requests import SignedInRequest


@require_POST
def resend(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    message = access_message(request.user, pk, message_id, permission="case.change")
    try:
        again = resend_answer if message.mode in BY_MAIL else repeat_answer
        again(message, by=request.user)
    except (MailError, HookError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The answer is on its way."))
    return redirect(f"{reverse('cases:detail', args=[pk])}#message-{message.pk}")
