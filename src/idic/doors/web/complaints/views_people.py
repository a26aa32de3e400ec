"""Those who handle complaints: whether they were trained, and whether those who judge their work judge alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.complaints.errors import ComplaintError
from idic.domain.interact.complaints.operations.saying import take_back_training, write_training
from idic.domain.interact.complaints.queries.drawn import OF_EACH, drawn_for_review, month_before
from idic.domain.interact.complaints.queries.occurrences import ratings_of_two
from idic.domain.interact.complaints.queries.people import VALID_DAYS, access_training, handlers, trained_share
from idic.doors.web.complaints.indicators import share_line
from idic.doors.web.complaints.period import FiguresPeriod, period_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats

_YEARS = VALID_DAYS // 365


class TrainingForm(forms.Form):
    user = forms.ModelChoiceField(
        label=gettext_lazy("Who"), queryset=User.objects.none(),
        error_messages={"required": gettext_lazy("Choose who was trained.")},
    )  # fmt: skip
    code = forms.CharField(
        label=pgettext_lazy("staff", "Training"), max_length=200,
        help_text=gettext_lazy("As the service standards and corrective actions name it."),
        error_messages={"required": gettext_lazy("Write which training it was.")},
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Say on which day it was.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = active_users()
        field.label_from_instance = _name  # type: ignore[assignment]


def _name(user: User) -> str:
    return user.display_name


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """A part of the figures."""
    require(request.user, "case.see")
    period = period_of(request.GET)
    found = trained_share(request.user, period.since, period.until, today=timezone.localdate())
    line = share_line(
        _("Staff trained"), found,
        _("Of those who have a complaint of this time: trained in complaints within the last %(years)s years.")
        % {"years": _YEARS},
        f"{reverse('complaints:training')}?period={period.code}",
    )  # fmt: skip
    context: dict[str, Any] = {"line": line, "kappas": _kappas(request.user, period)}
    if may(request.user, "complaint.manage"):
        first, until = month_before(timezone.localdate())
        context |= {"drawn": drawn_for_review(request.user, first, until), "drawn_month": first, "of_each": OF_EACH}
    return render(request, "complaints/_people.html", context)


@require_http_methods(["GET", "POST"])
def training(request: SignedInRequest) -> HttpResponse:
    """Who leads complaints writes trainings down; whoever sees complaints sees who is trained."""
    user = request.user
    require(user, "complaint.manage" if request.method == "POST" else "case.see")
    may_lead, period = may(user, "complaint.manage"), period_of(request.GET)
    form = TrainingForm(request.POST if request.method == "POST" else None) if may_lead else None
    if form is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            write_training(data["user"], on=data["on"], code=data["code"], by=user)
        except ComplaintError as error:
            tell(form, error)
        else:
            messages.success(request, _("The training is written down."))
            return redirect("complaints:training")
    today = timezone.localdate()
    context = {
        "handlers": handlers(user, period.since, period.until, today=today), "form": form, "may_lead": may_lead,
        "since": period.since, "years": _YEARS,
    }  # fmt: skip
    return render(request, "complaints/training.html", context, status=422 if form is not None and form.errors else 200)


@require_POST
def training_back(request: SignedInRequest, pk: int) -> HttpResponse:
    take_back_training(access_training(request.user, pk), by=request.user)
    messages.success(request, _("The training is taken back."))
    return redirect("complaints:training")


def _kappas(user: User, period: FiguresPeriod) -> dict[str, Any] | None:
    """For whoever leads complaints; None for others, and where no two have reviewed the same complaint."""
    if not may(user, "complaint.manage"):
        return None
    ratings = ratings_of_two(user, period.since, period.until)
    if ratings is None:
        return None
    from idic.methods.agreement import cohen_kappa

    rows = []
    for label, (one, other) in ((_("Ten don'ts"), ratings.donts), (_("Six steps"), ratings.steps)):
        found = cohen_kappa(one, other)
        bounds = ""
        if found.low is not None and found.high is not None:
            told = {"low": formats.number(found.low, 2), "high": formats.number(found.high, 2)}
            bounds = _("%(low)s to %(high)s") % told
        kappa = formats.number(found.kappa, 2) if found.kappa is not None else "–"
        rows.append((label, kappa, bounds, formats.percent(found.observed)))
    return {"first": ratings.first, "second": ratings.second, "complaints": ratings.complaints, "rows": rows}
