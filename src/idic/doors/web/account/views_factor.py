from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.account.forms import AppCodeForm
from idic.doors.web.account.qr_code import qr_code_of
from idic.doors.web.account.tabs import account_tabs
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.sign_in.cipher import CannotBeRead, decrypted, encrypted
from idic.doors.web.sign_in.confirming import confirmed
from idic.doors.web.sign_in.middleware import HAS_FACTOR
from idic.foundation.accounts.operations.second_factor import (
    FactorThere,
    add_authenticator_app,
    remove_authenticator_app,
    renew_recovery_codes,
)
from idic.foundation.accounts.queries.second_factor import factors_of

# The key that is being set up, until a code proves that the app has it.
PENDING = "second_factor_pending"


@require_GET
def second_factor(request: SignedInRequest) -> HttpResponse:
    factors = factors_of(request.user)
    return render(
        request,
        "account/second_factor.html",
        {
            "factors": factors,
            "codes_left": _codes_left(factors.codes),
            "required": settings.CONFIGURATION.requires_second_factor(request.user.role),
            "tabs": account_tabs("account-factor"),
        },
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@confirmed
def authenticator_app(request: SignedInRequest) -> HttpResponse:
    """Another look at the page shows the same key, so that going back or a mistyped code spoils nothing."""
    if factors_of(request.user).totp is not None:
        messages.info(request, str(FactorThere()))
        return redirect("account-factor")
    secret = _pending_secret(request)
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            forget_failures = check_rate_limit(request.user, error_key="rate_limited")
            if not validate_totp_code(secret, form.cleaned_data["code"]):
                raise get_adapter().validation_error("incorrect_code")
            forget_failures()
            add_authenticator_app(secret, by=request.user)
        except ValidationError as error:
            form.add_error("code", error)
        except FactorThere as error:
            form.add_error("code", str(error))
        else:
            del request.session[PENDING]
            messages.success(request, _("The second factor is set up. Now keep the recovery codes."))
            return redirect("account-codes")
    address = get_adapter().build_totp_url(request.user, secret)
    return render(
        request,
        "account/authenticator_app.html",
        {
            "form": form,
            "qr": qr_code_of(address),
            "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
            "tabs": account_tabs("account-factor"),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@confirmed
def remove_app(request: SignedInRequest) -> HttpResponse:
    remove_authenticator_app(by=request.user)
    request.session.pop(HAS_FACTOR, None)
    messages.success(request, _("The authenticator app is removed. Its codes no longer count."))
    return redirect("account-factor")


@never_cache
@require_http_methods(["GET", "POST"])
@confirmed
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        renew_recovery_codes(by=request.user)
        messages.success(request, _("Here are new recovery codes. The old ones no longer count."))
        return redirect("account-codes")
    held = factors_of(request.user).codes
    codes: list[str] = []
    trouble = ""
    if held is not None:
        try:
            codes = held.wrap().get_unused_codes()
        except ValidationError as error:
            trouble = error.messages[0]
    if held is None:
        return redirect("account-factor")
    return render(
        request,
        "account/recovery_codes.html",
        {"codes": codes, "trouble": trouble, "tabs": account_tabs("account-factor")},
    )


def _pending_secret(request: SignedInRequest) -> str:
    """Encrypted in the session too, which lies in the same database."""
    held = request.session.get(PENDING)
    if isinstance(held, str):
        try:
            return decrypted(held)
        except CannotBeRead:
            pass
    secret: str = generate_totp_secret()
    request.session[PENDING] = encrypted(secret)
    return secret


def _codes_left(codes: Authenticator | None) -> int:
    if codes is None:
        return 0
    try:
        return len(codes.wrap().get_unused_codes())
    except ValidationError:
        return 0
