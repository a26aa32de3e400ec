"""Corrective actions: the list, and opening one, of a complaint or by order of the management."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.interact.complaints.enums import ActionState, Trigger
from idic.domain.interact.complaints.errors import ComplaintError
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import join_corrective, open_corrective
from idic.domain.interact.complaints.queries.complaints import access_actions, access_complaint
from idic.domain.interact.complaints.queries.figures import is_overdue
from idic.domain.interact.complaints.queries.frequent import frequent_without_action
from idic.domain.interact.complaints.rules import visible_actions
from idic.doors.web.complaints.forms_actions import JoinForm, OpenForm
from idic.doors.web.complaints.page import GRAVE
from idic.doors.web.complaints.wording import ACTION_TONES
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

_BY_DAY = Order("due_on", descending=False)
_DAYS = 30
_OFFERED = 200
_OVERDUE = "overdue"


@dataclass(frozen=True)
class Row:
    action: CorrectiveAction
    tone: str
    is_late: bool


@require_GET
def actions(request: SignedInRequest) -> HttpResponse:
    asked, today = request.GET.get("state", ""), timezone.localdate()
    asked = asked if asked in (*ActionState.values, _OVERDUE) else ""
    found = access_actions(request.user)
    if asked:
        found = found.filter(is_overdue(today) if asked == _OVERDUE else Q(state=asked))
    page = keyset_page(
        found.select_related("owner", "topic", "product"), _BY_DAY,
        cursor=request.GET.get("after") or request.GET.get("before"),
    )  # fmt: skip
    context: dict[str, Any] = {
        "rows": [Row(one, ACTION_TONES[one.state], _is_late(one, today)) for one in page.rows], "page": page,
        "count": bounded_count(found).value, "states": [*ActionState.choices, (_OVERDUE, _("Overdue"))], "asked": asked,
        "may_lead": may(request.user, "complaint.manage"),
    }  # fmt: skip
    if context["may_lead"]:
        context["frequent"] = frequent_without_action(request.user, today=today)
    return render(request, "complaints/actions.html", context)


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "complaint.manage")
    return _opening(request, None)


@require_http_methods(["GET", "POST"])
def of_complaint(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new one, or one that is there already."""
    require(request.user, "complaint.manage")
    complaint = access_complaint(request.user, pk)
    if request.POST.get("way") != "join":
        return _opening(request, complaint)
    form = JoinForm(request.POST, actions=visible_actions(request.user).exclude(state=ActionState.EFFECTIVE))
    if not form.is_valid():
        return _page(request, complaint, OpenForm(initial=_start(complaint)), form, status=422)
    join_corrective(form.cleaned_data["action"], complaint, by=request.user)
    messages.success(request, _("The complaint hangs on this action now."))
    return redirect("complaints:action", pk=form.cleaned_data["action"].pk)


def _opening(request: SignedInRequest, complaint: Complaint | None) -> HttpResponse:
    if request.method == "GET":
        start, asked = _start(complaint), request.GET.get("trigger", "")
        return _page(
            request, complaint, OpenForm(initial=start | ({"trigger": asked} if asked in Trigger.values else {}))
        )
    form = OpenForm(request.POST)
    if form.is_valid():
        try:
            made = open_corrective(complaint, **form.cleaned_data, by=request.user)
        except ComplaintError as error:
            tell(form, error)
        else:
            messages.success(request, _("The corrective action is open."))
            return redirect("complaints:action", pk=made.pk)
    return _page(request, complaint, form, status=422)


def _page(
    request: SignedInRequest, complaint: Complaint | None, form: OpenForm, join: JoinForm | None = None, *, status: int = 200
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {"form": form, "complaint": complaint, "back": reverse("complaints:actions")}
    if complaint is not None:
        open_ones = visible_actions(request.user).exclude(state=ActionState.EFFECTIVE).order_by("-pk")
        context |= {
            "join": join or JoinForm(actions=open_ones[:_OFFERED]),
            "back": reverse("complaints:detail", args=[complaint.pk]),
        }  # fmt: skip
    return render(request, "complaints/action_new.html", context, status=status)


def _start(complaint: Complaint | None) -> dict[str, object]:
    start: dict[str, object] = {"trigger": Trigger.ORDER, "due_on": timezone.localdate() + timedelta(days=_DAYS)}
    if complaint is not None:
        is_grave = (complaint.severity or 0) >= GRAVE
        # without the customer's words: an action outlives whom it was about
        start |= {
            "title": complaint.case.title,
            "trigger": Trigger.SEVERITY if is_grave else Trigger.RECURRENCE if complaint.times > 2 else Trigger.ORDER,
        }  # fmt: skip
    return start


def _is_late(action: CorrectiveAction, today: date) -> bool:
    if action.state == ActionState.CHECKING:
        return action.check_on is not None and action.check_on < today
    return action.state != ActionState.EFFECTIVE and action.due_on < today
