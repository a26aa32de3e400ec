from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.account.forms import NewTokenForm
from idic.doors.web.account.tabs import account_tabs
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.sign_in.confirming import confirmed
from idic.doors.web.users.permission_words import PERMISSION_WORDS
from idic.foundation.accounts.rules import PERMISSIONS, may
from idic.foundation.tokens.bearer import problem_answer, user_of_token
from idic.foundation.tokens.errors import ExpiryInThePast, ScopeBeyondRights, ScopesMissing, TokenRefused
from idic.foundation.tokens.models import ApiToken
from idic.foundation.tokens.operations.tokens import create_token, revoke_token
from idic.foundation.tokens.queries.tokens import tokens_of


@dataclass(frozen=True)
class TokenRow:
    """`scopes` are in words; `dialog` is the id of the question that comes before revoking."""

    token: ApiToken
    scopes: Sequence[str]
    has_expired: bool
    dialog: str


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        return _made(request)
    return _page(request, NewTokenForm(user=request.user))


@confirmed
def _made(request: SignedInRequest) -> HttpResponse:
    """The answer to the form itself shows the token: it is never stored, not even for the length of a redirect."""
    form = NewTokenForm(request.POST, user=request.user)
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        expires_at = timezone.make_aware(datetime.combine(last_day, time.max)) if last_day else None
        try:
            token, text = create_token(
                name=form.cleaned_data["name"], scopes=form.cleaned_data["scopes"], expires_at=expires_at,
                by=request.user,
            )  # fmt: skip
        except (ExpiryInThePast, ScopeBeyondRights, ScopesMissing) as error:
            tell(form, error)
        else:
            return render(
                request,
                "account/token_made.html",
                {
                    "token": token,
                    "text": text,
                    "check_url": request.build_absolute_uri(reverse("account-token-check")),
                    "tabs": account_tabs("account-tokens"),
                },
            )
    return _page(request, form)


@require_POST
def revoked_token(request: SignedInRequest, pk: int) -> HttpResponse:
    token = revoke_token(pk, by=request.user)
    messages.success(
        request, _("The token “%(name)s” is revoked. Programs that use it are refused from now on.") % {"name": token}
    )
    return redirect("account-tokens")


@login_not_required
@require_GET
def token_check(request: HttpRequest) -> JsonResponse:
    """Lets a program try its token, and tells whom and what it stands for."""
    try:
        user = user_of_token(request)
    except TokenRefused as error:
        return problem_answer(error)
    answer = JsonResponse({"user": user.email, "scopes": [scope for scope in PERMISSIONS if may(user, scope)]})
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: SignedInRequest, form: NewTokenForm) -> HttpResponse:
    now = timezone.now()
    rows = [
        TokenRow(
            token,
            [str(PERMISSION_WORDS.get(scope, scope)) for scope in token.scopes],
            token.has_expired(now),
            f"revoke-{token.pk}",
        )
        for token in tokens_of(request.user)
    ]
    return render(
        request,
        "account/tokens.html",
        {"form": form, "rows": rows, "tabs": account_tabs("account-tokens")},
        status=422 if form.errors else 200,
    )
