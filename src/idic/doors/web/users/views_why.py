from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.users.forms import WhyForm
from idic.doors.web.users.tabs import user_tabs
from idic.doors.web.users.why import Explanation, explain
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.rules import require


@require_GET
def why(request: SignedInRequest) -> HttpResponse:
    require(request.user, "user.manage")
    is_asked = bool(request.GET.get("pk"))
    first = {name: request.GET.get(name, "") for name in ("user", "noun")}
    form = WhyForm(request.GET if is_asked else None, initial=first)
    found: Explanation | None = None
    if is_asked and form.is_valid():
        asked = form.cleaned_data
        try:
            found = explain(asked["user"], asked["noun"], asked["pk"], asker=request.user)
        except (NotVisible, NotAllowed):
            form.add_error("pk", _("There is no such record, or it is out of your own reach."))
    return render(
        request,
        "users/why.html",
        {
            "form": form,
            "found": found,
            "person": form.cleaned_data["user"] if found else None,
            "tabs": user_tabs("users:why"),
        },
        status=422 if form.errors else 200,
    )
