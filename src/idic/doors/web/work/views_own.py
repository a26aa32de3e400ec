"""One's own calendar outside IDIC, and who stands in while one is away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from idic.domain.work.errors import WorkError
from idic.domain.work.operations.absences import end_absence, plan_absence
from idic.domain.work.operations.feeds import make_feed, revoke_feed
from idic.domain.work.queries.feeds import feed_of
from idic.domain.work.queries.people import absences
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.work.forms import AbsenceForm
from idic.foundation.accounts.rules import require


@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@never_cache
@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    """The address is shown in this answer and never again."""
    secret = make_feed(by=request.user)
    return _page(request, address=request.build_absolute_uri(reverse("calendar:feed", args=[secret])))


@require_POST
def revoke(request: SignedInRequest) -> HttpResponse:
    revoke_feed(by=request.user)
    messages.success(request, _("The address answers no longer."))
    return redirect("calendar:own")


@require_POST
def plan(request: SignedInRequest) -> HttpResponse:
    form = AbsenceForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            absence = plan_absence(user=request.user, **form.cleaned_data, by=request.user)
        except WorkError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(person)s stands in for you.") % {"person": absence.deputy.display_name})
            return redirect("calendar:own")
    return _page(request, form=form, status=422)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    end_absence(pk, by=request.user)
    messages.success(request, _("The absence is ended."))
    return redirect("calendar:own")


def _page(
    request: SignedInRequest, *, form: AbsenceForm | None = None, address: str = "", status: int = 200
) -> HttpResponse:
    require(request.user, "task.see")
    today = timezone.localdate()
    found = absences(request.user, since=today)
    return render(
        request,
        "work/own.html",
        {
            "feed": feed_of(request.user),
            "address": address,
            "form": form or AbsenceForm(by=request.user),
            "mine": [one for one in found if one.user_id == request.user.pk],
            "standing_in": [one for one in found if one.deputy_id == request.user.pk],
            "today": today,
        },
        status=status,
    )
