from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from idic.doors.web.account.forms import OwnAccountForm, OwnPasswordForm
from idic.doors.web.account.tabs import account_tabs
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.shell.preferences import remember_in_cookies
from idic.foundation.accounts.errors import PasswordTooWeak, PasswordWrong
from idic.foundation.accounts.operations.own_account import change_own_name, change_own_password
from idic.foundation.accounts.operations.preferences import set_preferences
from idic.foundation.accounts.operations.sessions import end_other_sessions


@require_http_methods(["GET", "POST"])
def own_account(request: SignedInRequest) -> HttpResponse:
    user = request.user
    first = {"display_name": user.display_name, "language": user.language, "theme": user.theme, "era": user.era}
    form = OwnAccountForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("language", "theme", "era")}
        change_own_name(display_name=form.cleaned_data["display_name"], by=user)
        set_preferences(user, **chosen)
        with override(chosen["language"]):
            messages.success(request, _("Your settings are kept."))
        response = redirect("account")
        remember_in_cookies(response, chosen)
        return response
    return _page(request, form, OwnPasswordForm())


@sensitive_post_parameters("old_password", "new_password", "repeated")
@require_POST
def own_password(request: SignedInRequest) -> HttpResponse:
    form = OwnPasswordForm(request.POST)
    if form.is_valid():
        try:
            user = change_own_password(
                old_password=form.cleaned_data["old_password"],
                new_password=form.cleaned_data["new_password"],
                by=request.user,
            )
        except PasswordWrong as error:
            tell(form, error)
        except PasswordTooWeak as error:
            form.add_error("new_password", list(error.reasons))
        else:
            update_session_auth_hash(request, user)
            end_other_sessions(keep=request.session.session_key or "", by=user)
            messages.success(request, _("Your password is changed. Other devices must sign in again."))
            return redirect("account")
    user = request.user
    first = {"display_name": user.display_name, "language": user.language, "theme": user.theme, "era": user.era}
    return _page(request, OwnAccountForm(initial=first), form)


def _page(request: SignedInRequest, form: OwnAccountForm, password_form: OwnPasswordForm) -> HttpResponse:
    return render(
        request,
        "account/own.html",
        {
            "form": form,
            "password_form": password_form,
            "has_password": request.user.has_usable_password(),
            "tabs": account_tabs("account"),
        },
        status=422 if form.errors or password_form.errors else 200,
    )
