from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.cases.queries.files import access_message
from idic.domain.interact.fax.errors import FaxError
from idic.domain.interact.fax.operations.sending import fax_again
from idic.doors.web.requests import SignedInRequest


@require_POST
def again(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    case = access_case(request.user, pk)
    try:
        fax_again(case, access_message(request.user, pk, message_id), by=request.user)
    except FaxError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The fax is on its way again."))
    return redirect("cases:detail", case.pk)
