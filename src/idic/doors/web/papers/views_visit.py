from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.queries.cases import access_case, with_names
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.contact import Purpose
from idic.domain.interact.papers.errors import PapersError
from idic.domain.interact.papers.operations.visits import case_of_visit, join_case_of_visit, open_case_of_visit
from idic.domain.work.enums import TaskKind, TaskState
from idic.domain.work.queries.tasks import access_task
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A visit that was made: a case of its own, or a message in one of the customer's that are open."""
    user = request.user
    require(user, "case.create")
    task = access_task(user, pk)
    if task.kind != TaskKind.VISIT or task.state != TaskState.DONE:
        raise NotVisible
    known = case_of_visit(task)
    if known is not None:
        return redirect("cases:detail", known.pk)
    if request.method == "POST":
        chosen, purpose = request.POST.get("case", ""), request.POST.get("purpose", "")
        try:
            if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19:
                case = join_case_of_visit(task, access_case(user, int(chosen), permission="case.change"), by=user)
            else:
                purpose = purpose if purpose in Purpose.values else Purpose.REQUEST_SERVICE
                case = open_case_of_visit(task, purpose=purpose, by=user)
        except (PapersError, CaseError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The visit stands in case %(number)s.") % {"number": case.number})
            return redirect("cases:detail", case.pk)
    cases = with_names(visible_cases(user, "case.change")).filter(customer=task.customer_id, state__in=OPEN_STATES)
    context = {
        "task": task, "purposes": Purpose.choices,
        "cases": list(cases.order_by("-pk")[:10]) if task.customer_id is not None else [],
    }  # fmt: skip
    return render(request, "papers/visit.html", context)
