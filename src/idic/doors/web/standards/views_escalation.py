from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from idic.domain.interact.standards.operations.executives import name_executives
from idic.domain.interact.standards.queries.executives import executive_ids
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.ladder import levels
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users
from idic.foundation.accounts.rules import may, require


class ExecutivesForm(forms.Form):
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("Executives"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They are told by the last step of a ladder. Nobody named: the managers are."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"people": executive_ids()})
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = active_users()


@require_http_methods(["GET", "POST"])
def escalation(request: SignedInRequest) -> HttpResponse:
    """Who stands on which rung; everybody reads it who may see cases."""
    require(request.user, "case.see" if request.method == "GET" else "standard.manage")
    form = ExecutivesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name_executives(form.cleaned_data["people"], by=request.user)
        messages.success(request, _("The executives are named."))
        return redirect("standards:escalation")
    context = {
        "levels": levels(), "form": form, "may_manage": may(request.user, "standard.manage"),
        "may_say_skills": may(request.user, "skill.manage"), "tabs": standards_tabs("list"),
    }  # fmt: skip
    return render(request, "standards/escalation.html", context, status=422 if form.is_bound else 200)
