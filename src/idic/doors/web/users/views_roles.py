from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.users.forms import NewRoleForm, RoleNameForm
from idic.doors.web.users.permission_words import PERMISSION_WORDS, scope_words
from idic.doors.web.users.role_form import RoleForm
from idic.doors.web.users.tabs import user_tabs
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import (
    AccountError,
    AdministratorKeeps,
    RoleBuiltIn,
    RoleInUse,
    RoleNameTaken,
    RoleOutdated,
    ScopeNotOffered,
)
from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.accounts.operations.roles import change_role, create_role, delete_role, rename_role, reset_role
from idic.foundation.accounts.queries.roles import access_role, held_roles, holders_of
from idic.foundation.accounts.rules import PERMISSIONS, grants_of, require

_SCOPE_ICONS = {Scope.ALL: "circle-check", Scope.TEAM: "users-group", Scope.OWN: "user", Scope.NONE: "minus"}
_HOLDERS_SHOWN = 12


@require_GET
def role_list(request: SignedInRequest) -> HttpResponse:
    held = held_roles(request.user)
    granted = [grants_of(one.role) for one in held]
    rows = []
    for permission in PERMISSIONS:
        scopes = [grants[permission] for grants in granted]
        cells = [(scope_words(permission, scope), _SCOPE_ICONS[scope], scope > Scope.NONE) for scope in scopes]
        rows.append((PERMISSION_WORDS.get(permission, permission), cells))
    return render(request, "users/roles.html", {"held": held, "rows": rows, "tabs": user_tabs("users:roles")})


@require_http_methods(["GET", "POST"])
def new_role(request: SignedInRequest) -> HttpResponse:
    require(request.user, "user.manage")
    form = NewRoleForm(request.POST or None, initial={"like": request.GET.get("like", "")})
    if request.method == "POST" and form.is_valid():
        like = access_role(request.user, form.cleaned_data["like"])
        try:
            role = create_role(name=form.cleaned_data["name"], like=like, by=request.user)
        except RoleNameTaken as error:
            tell(form, error)
        else:
            messages.success(request, _("The role %(name)s is there. Now say what it allows.") % {"name": role.name})
            return redirect("users:role", role.code)
    return render(request, "users/role_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_role(request: SignedInRequest, code: str) -> HttpResponse:
    role = access_role(request.user, code)
    form = RoleForm(request.POST or None, role=role)
    if request.method == "POST" and form.is_valid():
        try:
            change_role(
                role, grants=form.grants(), group_access=form.group_access(), version=form.cleaned_data["version"],
                by=request.user,
            )  # fmt: skip
        except (RoleOutdated, AdministratorKeeps, ScopeNotOffered) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What %(role)s allows is kept, from now on.") % {"role": role.label})
            return redirect("users:role", code)
    return _page(request, role, form=form)


@require_POST
def rename(request: SignedInRequest, code: str) -> HttpResponse:
    role = access_role(request.user, code)
    form = RoleNameForm(request.POST)
    if form.is_valid():
        try:
            rename_role(role, name=form.cleaned_data["name"], by=request.user)
        except (RoleNameTaken, RoleBuiltIn) as error:
            tell(form, error)
        else:
            messages.success(request, _("The role is called %(name)s now.") % {"name": form.cleaned_data["name"]})
            return redirect("users:role", code)
    return _page(request, role, name_form=form)


@require_POST
def delete(request: SignedInRequest, code: str) -> HttpResponse:
    role = access_role(request.user, code)
    try:
        delete_role(role, by=request.user)
    except (RoleInUse, RoleBuiltIn) as error:
        return _page(request, role, refusal=str(error))
    messages.success(request, _("The role %(name)s is gone.") % {"name": role.name})
    return redirect("users:roles")


@require_POST
def reset(request: SignedInRequest, code: str) -> HttpResponse:
    role = access_role(request.user, code)
    try:
        reset_role(role, by=request.user)
    except AccountError as error:
        return _page(request, role, refusal=str(error))
    messages.success(request, _("%(role)s allows again what it allowed when it was delivered.") % {"role": role.label})
    return redirect("users:role", code)


def _page(
    request: SignedInRequest,
    role: RoleDefinition,
    *,
    form: RoleForm | None = None,
    name_form: RoleNameForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    form = form or RoleForm(None, role=role)
    is_refused = bool(refusal or form.errors or (name_form is not None and name_form.errors))
    holders = holders_of(role, limit=_HOLDERS_SHOWN + 1)
    return render(
        request,
        "users/role.html",
        {
            "role": role,
            "form": form,
            "name_form": name_form or RoleNameForm(initial={"name": role.name}),
            "refusal": refusal,
            "holders": holders[:_HOLDERS_SHOWN],
            "has_more_holders": len(holders) > _HOLDERS_SHOWN,
            "is_changed": role.is_built_in and bool(role.grants or role.group_access),
        },
        status=422 if is_refused else 200,
    )
