from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.users.permission_words import PERMISSION_WORDS
from idic.doors.web.users.tabs import user_tabs
from idic.foundation.accounts.enums import Role, Scope
from idic.foundation.accounts.rules import GRANTS, PERMISSIONS, require

_SCOPE_ICONS = {Scope.ALL: "circle-check", Scope.TEAM: "users-group", Scope.OWN: "user", Scope.NONE: "minus"}


@require_GET
def role_table(request: SignedInRequest) -> HttpResponse:
    require(request.user, "user.manage")
    rows = []
    for permission in PERMISSIONS:
        scopes = [GRANTS[role].get(permission, Scope.NONE) for role in Role]
        cells = [(scope.label, _SCOPE_ICONS[scope], scope > Scope.NONE) for scope in scopes]
        rows.append((PERMISSION_WORDS[permission], cells))
    return render(
        request,
        "users/roles.html",
        {"roles": [role.label for role in Role], "rows": rows, "tabs": user_tabs("users:roles")},
    )
