from __future__ import annotations

from datetime import datetime, time

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.papers.errors import PapersError
from idic.domain.interact.papers.operations.taking import Scan, letter_draft, take_letter
from idic.domain.interact.papers.queries.papers import access_scan
from idic.domain.interact.papers.reading import can_see
from idic.doors.web.papers.forms import LetterForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.telephony.forms import chosen_customer
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.desk.errors import DeskError

# A PDF runs nothing in our name: it may fetch nothing, and is no page even where its bytes look like one.
_SAFE = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'none'"


@require_http_methods(["GET", "POST"])
def take(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.create")
    if request.method == "GET":
        return _page(request, LetterForm(initial={"received_on": timezone.localdate()}))
    form = LetterForm(request.POST, request.FILES)
    customer = chosen_customer(request.user, request.POST.get("customer", ""))
    if form.is_valid():
        said = form.cleaned_data
        draft = letter_draft(
            said["title"], purpose=said["purpose"], text=said["text"], contact_name=said["contact_name"],
            customer=customer, received_at=_moment(said["received_on"]),
        )  # fmt: skip
        try:
            case = take_letter(draft, [Scan(one.name or "", one.chunks()) for one in said["scans"]], by=request.user)
        except (PapersError, DeskError) as error:
            form.add_error("scans", str(error))
        except CaseError as error:
            form.add_error(None, str(error))
        else:
            say_done(request, _("Case %(number)s is opened.") % {"number": case.number}, noun="case", pk=case.pk)
            return redirect("cases:detail", pk=case.pk)
    return _page(request, form, chosen=customer, status=422)


@require_GET
def show(request: SignedInRequest, pk: int, file_id: int) -> FileResponse:
    """In the browser, unlike any other file of a message: it was looked at when it was scanned here."""
    found = access_scan(request.user, pk, file_id)
    try:
        stream = default_storage.open(found.path)
    except FileNotFoundError as error:
        raise NotVisible from error
    answer = FileResponse(stream, as_attachment=False, filename=found.name, content_type="application/pdf")
    answer.headers["Content-Security-Policy"] = _SAFE
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _moment(day: object) -> datetime:
    """Of a day before, midday is meant."""
    now = timezone.localtime()
    if day == now.date():
        return now
    return timezone.make_aware(datetime.combine(day, time(12)))  # type: ignore[arg-type]


def _page(
    request: SignedInRequest, form: LetterForm, *, chosen: Customer | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "chosen": chosen, "can_see": can_see(), "parent_url": reverse("cases:list")}
    return render(request, "papers/form.html", context, status=status)
