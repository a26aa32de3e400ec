from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.errors import InteractError
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import reschedule_follow_up
from idic.domain.interact.queries.follow_ups import access_follow_up
from idic.doors.web.customers.reach import reach_of
from idic.doors.web.followups.asking import asking_of
from idic.doors.web.followups.forms import OutcomeForm, RescheduleForm
from idic.doors.web.followups.history import history_of
from idic.doors.web.followups.wording import row_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return detail_page(request, access_follow_up(request.user, pk))


@require_POST
def reschedule(request: SignedInRequest, pk: int) -> HttpResponse:
    follow_up = access_follow_up(request.user, pk, permission="follow_up.change")
    form = RescheduleForm(
        request.POST, by=request.user, today=timezone.localdate(), due_on=follow_up.due_on, current=follow_up.owner
    )
    if form.is_valid():
        try:
            moved = reschedule_follow_up(follow_up, **form.cleaned_data, by=request.user)
        except InteractError as error:
            form.add_error(None, str(error))
        else:
            values = {"person": moved.owner.display_name, "day": formats.day(moved.due_on)}
            messages.success(request, _("Now with %(person)s, due on %(day)s.") % values)
            return redirect("followups:detail", pk=pk)
    return detail_page(request, follow_up, rescheduling=form, status=422)


def detail_page(
    request: SignedInRequest, follow_up: FollowUp, *, outcome: forms.Form | None = None,
    rescheduling: forms.Form | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    user, is_open = request.user, follow_up.state == FollowUpState.OPEN
    may_change = may(user, "follow_up.change")
    if rescheduling is None:
        first = {"owner": follow_up.owner, "due_on": follow_up.due_on, "version": follow_up.version}
        rescheduling = RescheduleForm(
            initial=first, by=user, today=timezone.localdate(), due_on=follow_up.due_on, current=follow_up.owner
        )
    row = row_of(follow_up, timezone.localdate(), may_close=may_change)
    return render(
        request,
        "followups/detail.html",
        {
            "row": row,
            "follow_up": follow_up,
            "customer": follow_up.customer,
            "reach": reach_of(user, follow_up.customer),
            "is_open": is_open,
            "may_change": may_change,
            "facts": _facts(follow_up),
            "asking": asking_of(follow_up, reader=user),
            "outcome_form": outcome or OutcomeForm(),
            "reschedule_form": rescheduling,
            "history": history_of(follow_up),
        },
        status=status,
    )


def _facts(follow_up: FollowUp) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        (_("Who"), follow_up.owner.display_name),
        (_("When"), formats.day(follow_up.due_on, "long")),
        (_("How"), follow_up.get_method_display()),
        (_("Why"), follow_up.get_reason_display()),
        (_("Note"), follow_up.note),
    ]
    if follow_up.state == FollowUpState.DONE:
        rows += [(_("Outcome"), follow_up.get_outcome_display()), (_("Outcome note"), follow_up.outcome_note)]
    if follow_up.closed_by and follow_up.closed_at:
        rows.append((_("Closed by"), follow_up.closed_by.display_name))
        rows.append((_("Closed at"), formats.moment(follow_up.closed_at)))
    return rows
