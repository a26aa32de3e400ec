from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.account.forms import PasskeyNameForm
from idic.doors.web.account.tabs import account_tabs
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.sign_in.confirming import confirmed
from idic.doors.web.sign_in.middleware import HAS_FACTOR
from idic.doors.web.sign_in.passkey_forms import NewPasskeyForm
from idic.foundation.accounts.operations.second_factor import add_passkey, remove_passkey, rename_passkey
from idic.foundation.accounts.queries.second_factor import factors_of


@dataclass(frozen=True)
class PasskeyRow:
    """`dialog` is the id of the question that comes before removing."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None
    form: PasskeyNameForm
    dialog: str


@require_GET
def passkeys(request: SignedInRequest) -> HttpResponse:
    rows = [_row(one.pk, one.data.get("name", ""), one) for one in factors_of(request.user).passkeys]
    return render(request, "account/passkeys.html", {"rows": rows, "tabs": account_tabs("account-passkeys")})


@never_cache
@require_http_methods(["GET", "POST"])
@confirmed
def new_passkey(request: SignedInRequest) -> HttpResponse:
    """Every passkey is kept by its device and asks for a finger, a face or a PIN: it may stand alone at sign-in."""
    form = NewPasskeyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        had_codes = factors_of(request.user).codes is not None
        add_passkey(form.cleaned_data["name"], form.cleaned_data["credential"], by=request.user)
        messages.success(request, _("The passkey is added. You can sign in with it."))
        return redirect("account-passkeys" if had_codes else "account-codes")
    return render(
        request,
        "account/new_passkey.html",
        {
            "form": form,
            "options": json.dumps(begin_registration(request.user, passwordless=True)),
            "tabs": account_tabs("account-passkeys"),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def renamed_passkey(request: SignedInRequest, pk: int) -> HttpResponse:
    form = PasskeyNameForm(request.POST)
    if form.is_valid():
        rename_passkey(pk, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The name is kept."))
    else:
        messages.error(request, _("Give the passkey a name of at most 80 characters."))
    return redirect("account-passkeys")


@require_POST
@confirmed
def removed_passkey(request: SignedInRequest, pk: int) -> HttpResponse:
    remove_passkey(pk, by=request.user)
    request.session.pop(HAS_FACTOR, None)
    messages.success(request, _("The passkey is removed. Delete it on the device as well."))
    return redirect("account-passkeys")


def _row(pk: int, name: str, passkey: Authenticator) -> PasskeyRow:
    form = PasskeyNameForm(initial={"name": name}, auto_id=f"passkey-{pk}-%s")
    return PasskeyRow(pk, name, passkey.created_at, passkey.last_used_at, form, f"remove-{pk}")
