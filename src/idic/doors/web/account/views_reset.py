from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.operations.second_factor import reset_second_factor
from idic.foundation.accounts.queries.second_factor import factors_of
from idic.foundation.accounts.queries.users import access_user


@require_http_methods(["GET", "POST"])
def reset_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """An administrator's way out for a person whose telephone is lost."""
    person = access_user(request.user, pk)
    if request.method == "POST":
        if reset_second_factor(person, by=request.user):
            sentence = _("The second factor of %(name)s is reset, and every session of that user has ended.")
        else:
            sentence = _("%(name)s has no second factor, so there was nothing to reset.")
        messages.success(request, sentence % {"name": person.display_name})
        return redirect("users:edit", pk=person.pk)
    return render(request, "account/reset_factor.html", {"person": person, "factors": factors_of(person)})
