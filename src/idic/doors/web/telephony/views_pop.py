"""What the telephone on the desk says, on whatever page its person is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.differentiate.queries.scores import score_now
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.telephony.errors import NotDialled
from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.operations.exchanges import dial as dial_number
from idic.domain.interact.telephony.queries.calls import going_on
from idic.domain.interact.telephony.queries.exchanges import can_dial, extension_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require

_MOST_CASES = 3


@require_GET
def pop(request: SignedInRequest) -> HttpResponse:
    """Asked every second by whoever has a telephone. `seen` names what the page shows already; whoever has no extension is
    told so, and asks no more for a while."""
    require(request.user, "case.see")
    extension = extension_of(request.user)
    if not extension:
        return HttpResponse(status=204, headers={"Idic-Telephone": "none"})
    calls = list(going_on(extension, now=timezone.now())[:3])
    mark = " ".join(f"{one.pk}.{one.version}" for one in calls)
    if mark == request.GET.get("seen"):
        return HttpResponse(status=204)
    found = [_shown(request, one) for one in calls]
    answer = render(request, "telephony/_pop.html", {"found": found, "may_work": may(request.user, "case.create")})
    answer["Idic-Seen"] = mark
    if "seen" not in request.GET:
        answer["Idic-Telephone"] = "dials" if can_dial() else "rings"
    return answer


def _shown(request: SignedInRequest, call: Call) -> dict[str, object]:
    """A customer whom the person may not see stays a number."""
    user, customer = request.user, None
    if call.customer_id is not None and may(user, "customer.see"):
        customer = visible_customers(user).filter(pk=call.customer_id).only("pk", "name").first()
    found: dict[str, object] = {"call": call, "customer": customer}
    if customer is not None:
        if may(user, "value.see"):
            found["score"] = score_now(customer.pk)
        cases = visible_cases(user).filter(customer=customer, state__in=OPEN_STATES).only("pk", "title", "state")
        found["cases"] = list(cases.order_by("due_at", "pk")[:_MOST_CASES])
    return found


@require_POST
def dial(request: SignedInRequest) -> HttpResponse:
    """Rings the desk; what went wrong is said in words."""
    require(request.user, "case.see")
    try:
        dial_number(request.POST.get("number", "")[:60], by=request.user)
    except NotDialled as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(_("Pick up: your telephone rings."), content_type="text/plain; charset=utf-8")
