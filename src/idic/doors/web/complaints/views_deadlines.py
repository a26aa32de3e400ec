"""By when the steps of complaints are due: as delivered, or as law, charter or code of conduct say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.interact.complaints.deadlines import Rule, rule_of, rules_in_use
from idic.domain.interact.complaints.enums import DeadlineStep
from idic.domain.interact.complaints.errors import ComplaintError
from idic.domain.interact.complaints.operations.saying import set_deadline, take_back_deadline
from idic.domain.interact.contact import AccessMode
from idic.doors.web.complaints.due_steps import budget_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require

_UNITS = [("days", gettext_lazy("working days")), ("minutes", gettext_lazy("minutes of open time"))]


class DeadlineForm(forms.Form):
    step = forms.ChoiceField(label=gettext_lazy("Step"), choices=DeadlineStep.choices)
    mode = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        required=False,
        choices=[("", gettext_lazy("Every channel")), *AccessMode.choices],
    )
    number = forms.IntegerField(
        label=gettext_lazy("How long"), min_value=1, max_value=44_640,
        error_messages={"required": gettext_lazy("Say how long the step may take.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=gettext_lazy("Unit of time"), choices=_UNITS)
    source = forms.CharField(label=gettext_lazy("Law, charter or code that says so"), required=False, max_length=300)


@dataclass(frozen=True)
class Row:
    step: str
    mode: str
    step_name: str
    mode_name: str
    time: str
    rule: Rule


@require_http_methods(["GET", "POST"])
def deadlines(request: SignedInRequest) -> HttpResponse:
    user = request.user
    require(user, "complaint.manage" if request.method == "POST" else "case.see")
    may_lead = may(user, "complaint.manage")
    form = DeadlineForm(request.POST if request.method == "POST" else None) if may_lead else None
    if form is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            set_deadline(
                data["step"], mode=data["mode"], **{data["unit"]: data["number"]}, source=data["source"], by=user
            )
        except ComplaintError as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, _("The deadline is kept; it holds for complaints that are under way as well."))
            return redirect("complaints:deadlines")
    context: dict[str, Any] = {"rows": _rows(), "form": form, "may_lead": may_lead}
    return render(
        request, "complaints/deadlines.html", context, status=422 if form is not None and form.errors else 200
    )


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    require(request.user, "complaint.manage")
    step, mode = request.POST.get("step", ""), request.POST.get("mode", "")
    if step in DeadlineStep.values and (not mode or mode in AccessMode.values):
        take_back_deadline(step, mode=mode, by=request.user)
        messages.success(request, _("The deadline is as delivered again."))
    return redirect("complaints:deadlines")


def _rows() -> list[Row]:
    """For every step what holds for all channels, and then each channel of which something else is said."""
    rules, names = rules_in_use(), dict(AccessMode.choices)
    found = []
    for step in DeadlineStep:
        usual = rule_of(rules, step, "")
        other = [mode for mode in names if rule_of(rules, step, mode) != usual or (step, mode) in rules]
        for mode in ["", *other]:
            rule = rule_of(rules, step, mode)
            name = str(names[mode]) if mode else _("Every channel")
            found.append(Row(step, mode, str(step.label), name, budget_words(rule.budget), rule))
    return found
