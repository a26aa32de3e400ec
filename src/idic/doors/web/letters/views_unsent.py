"""Letters that did not leave, or perhaps, and the word of a person that one shall go again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.letters.wording import reason
from idic.doors.web.records.pages import page_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.desk.subjects import seen_of
from idic.foundation.letters.errors import LetterError
from idic.foundation.letters.operations.deliveries import send_again
from idic.foundation.letters.queries.deliveries import access_delivery, access_unsent
from idic.foundation.nouns.registry import noun_of
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page


@require_GET
def unsent(request: SignedInRequest) -> HttpResponse:
    found = access_unsent(request.user)
    page = keyset_page(
        found, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    seen = seen_of(request.user, [(one.noun, one.subject_id) for one in page.rows])
    rows = [
        (
            one,
            noun_of(one.noun).label,
            page_of(*about) if (about := (one.noun, one.subject_id)) in seen else "",
            reason(one),
        )
        for one in page.rows
    ]
    return render(request, "letters/unsent.html", {"rows": rows, "page": page, "count": bounded_count(found).value})


@require_POST
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = access_delivery(request.user, pk)
    try:
        send_again(delivery, by=request.user)
    except LetterError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The e-mail is on its way again."))
    if request.POST.get("back") == "unsent":
        return redirect("letters:unsent")
    return redirect("letters:of-record", delivery.noun, delivery.subject_id)
