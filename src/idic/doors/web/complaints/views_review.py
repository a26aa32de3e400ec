from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from idic.domain.interact.complaints.errors import ComplaintError, OwnWork
from idic.domain.interact.complaints.models import QualityReview
from idic.domain.interact.complaints.operations.changing_hands import handlers
from idic.domain.interact.complaints.operations.reviewing import review
from idic.domain.interact.complaints.queries.complaints import access_complaint, own_review
from idic.doors.web.complaints.forms import text_field
from idic.doors.web.complaints.wording import DONTS, STEPS
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require

_KEPT = [("1", pgettext_lazy("rule", "Kept")), ("0", gettext_lazy("Broken"))]
_WELL = [("2", gettext_lazy("Well")), ("1", gettext_lazy("Partly")), ("0", gettext_lazy("Not"))]


class ReviewForm(forms.Form):
    note = text_field(gettext_lazy("Note"), required=False)

    def __init__(self, data: Any = None, *, kept: QualityReview | None) -> None:
        start: dict[str, object] = {"note": kept.note} if kept else {}
        if kept:
            start |= dict(zip((f"dont-{code}" for code in DONTS), map(str, kept.donts), strict=False))
            start |= dict(zip((f"step-{code}" for code in STEPS), map(str, kept.steps), strict=False))
        super().__init__(data, initial=start)
        told = {"required": gettext_lazy("Choose one.")}
        for code, coaching in DONTS.items():
            self.fields[f"dont-{code}"] = forms.TypedChoiceField(
                label=coaching.name, choices=_KEPT, coerce=int, widget=forms.RadioSelect, error_messages=told
            )
        for code, coaching in STEPS.items():
            self.fields[f"step-{code}"] = forms.TypedChoiceField(
                label=coaching.name, choices=_WELL, coerce=int, widget=forms.RadioSelect, error_messages=told
            )

    @property
    def donts(self) -> list[forms.BoundField]:
        return [self[f"dont-{code}"] for code in DONTS]

    @property
    def steps(self) -> list[forms.BoundField]:
        return [self[f"step-{code}"] for code in STEPS]


@require_http_methods(["GET", "POST"])
def review_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """By somebody who did not handle it; who looks again changes what they said."""
    require(request.user, "complaint.manage")
    complaint = access_complaint(request.user, pk)
    if request.user.pk in handlers(complaint):
        messages.error(request, str(OwnWork()))
        return redirect("complaints:detail", pk=pk)
    kept = own_review(request.user, complaint)
    form = ReviewForm(request.POST if request.method == "POST" else None, kept=kept)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            review(
                complaint, donts=[data[f"dont-{code}"] for code in DONTS], steps=[data[f"step-{code}"] for code in STEPS],
                note=data["note"], by=request.user,
            )  # fmt: skip
        except ComplaintError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your review is kept."))
            return redirect("complaints:detail", pk=pk)
    context = {"complaint": complaint, "form": form, "kept": kept}
    return render(request, "complaints/review.html", context, status=422 if form.errors else 200)
