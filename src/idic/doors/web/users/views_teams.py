from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.users.forms import TeamForm
from idic.doors.web.users.tabs import user_tabs
from idic.foundation.accounts.operations.teams import create_team
from idic.foundation.accounts.queries.team_sizes import team_sizes


@require_http_methods(["GET", "POST"])
def team_list(request: SignedInRequest) -> HttpResponse:
    teams = team_sizes(request.user)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        team = create_team(name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The team %(name)s is there.") % {"name": team.name})
        return redirect("users:teams")
    return render(
        request,
        "users/teams.html",
        {"teams": teams, "form": form, "tabs": user_tabs("users:teams")},
        status=422 if form.errors else 200,
    )
