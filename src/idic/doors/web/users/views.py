from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.users.forms import EditUserForm, NewUserForm
from idic.doors.web.users.tabs import user_tabs
from idic.foundation.accounts.errors import CannotTakeOver, EmailTaken, LastAdministrator, RoleUnknown, WorkLeft
from idic.foundation.accounts.handover import open_work_of
from idic.foundation.accounts.operations.users import change_user, create_user
from idic.foundation.accounts.queries.roles import role_choices
from idic.foundation.accounts.queries.users import access_user, access_users
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

SORTS = ("display_name", "-display_name", "email", "-email")


@require_GET
def user_list(request: SignedInRequest) -> HttpResponse:
    users = access_users(request.user)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "display_name"
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(users, Order(sort.lstrip("-"), descending=sort.startswith("-")), cursor=cursor)
    roles = dict(role_choices())
    return render(
        request,
        "users/list.html",
        {
            "page": page,
            "rows": [(person, roles.get(person.role, person.role)) for person in page.rows],
            "count": bounded_count(users).value,
            "sort": sort,
            "tabs": user_tabs("users:list"),
        },
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def new_user(request: SignedInRequest) -> HttpResponse:
    require(request.user, "user.manage")
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = create_user(
                email=given["email"], display_name=given["display_name"], role=given["role"], team=given["team"],
                password=given["password"], by=request.user,
            )  # fmt: skip
        except (EmailTaken, RoleUnknown) as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s can sign in now.") % {"name": user.display_name})
            return redirect("users:list")
    return render(request, "users/new.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def edit_user(request: SignedInRequest, pk: int) -> HttpResponse:
    user = access_user(request.user, pk)
    first = {
        "display_name": user.display_name,
        "role": user.role,
        "team": user.team_id,
        "is_active": user.is_active,
    }
    form = EditUserForm(request.POST or None, user=user, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_user(user, **form.cleaned_data, by=request.user)
        except (LastAdministrator, RoleUnknown, WorkLeft, CannotTakeOver) as error:
            tell(form, error)
        else:
            if changed.pk == request.user.pk:
                update_session_auth_hash(request, changed)
            messages.success(request, _("The changes to %(name)s are kept.") % {"name": changed.display_name})
            return redirect("users:list")
    work = [(kind.label, count) for kind, count in open_work_of(user)] if user.is_active else []
    if not work:
        del form.fields["hand_over_to"]
    return render(
        request, "users/edit.html", {"form": form, "person": user, "work": work}, status=422 if form.errors else 200
    )
