"""Who stands behind a token. For programs: the API, calendar feeds."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from idic.foundation.accounts.rules import may
from idic.foundation.tokens.errors import (
    TokenExpired,
    TokenMissing,
    TokenOfInactiveUser,
    TokenRefused,
    TokenRevoked,
    TokenTooNarrow,
    TokenUnknown,
)
from idic.foundation.tokens.models import ApiToken, TokenHolder
from idic.foundation.tokens.operations.tokens import digest_of

# One write a minute at most: a busy program must not make a queue at one row.
_NOTED_EVERY = timedelta(minutes=1)


def user_of_token(request: HttpRequest, permission: str = "") -> TokenHolder:
    """The user of the header `Authorization: Bearer …`, limited to what the token may do, or a TokenRefused.

    With `permission` also that right is asked for. Two queries; sessions and cookies play no part.
    """
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not text.strip():
        raise TokenMissing
    return user_of_token_text(text.strip(), permission)


def user_of_token_text(text: str, permission: str = "") -> TokenHolder:
    """For addresses that carry the token themselves, as those of calendar feeds must."""
    now = timezone.now()
    token = ApiToken.objects.filter(digest=digest_of(text)).first()
    if token is None:
        raise TokenUnknown
    if token.revoked_at is not None:
        raise TokenRevoked
    if token.has_expired(now):
        raise TokenExpired
    user = TokenHolder.with_rights.get(pk=token.user_id)
    assert isinstance(user, TokenHolder)
    if not user.is_active:
        raise TokenOfInactiveUser
    user.limit_to(token.scopes)
    if permission and not may(user, permission):
        raise TokenTooNarrow(permission)
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return user


def problem_answer(error: TokenRefused) -> JsonResponse:
    """RFC 9457: what is wrong, for the program (`code`) and for the person who reads its log (`detail`)."""
    answer = JsonResponse(
        {
            "type": "about:blank",
            "title": _title(error),
            "status": error.status,
            "code": error.code,
            "detail": str(error),
        },
        status=error.status,
        content_type="application/problem+json",
    )
    reason = "insufficient_scope" if error.status == 403 else "invalid_token"
    answer["WWW-Authenticate"] = "Bearer" if isinstance(error, TokenMissing) else f'Bearer error="{reason}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _title(error: TokenRefused) -> str:
    return "Forbidden" if error.status == 403 else "Unauthorized"
