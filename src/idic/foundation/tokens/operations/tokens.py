from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import PERMISSIONS, may
from idic.foundation.events.operations.append import NewEvent, append_event, append_events
from idic.foundation.tokens.errors import ExpiryInThePast, ScopeBeyondRights, ScopesMissing
from idic.foundation.tokens.models import ApiToken

PREFIX = "idic_"
_SHOWN = len(PREFIX) + 6


def digest_of(text: str) -> str:
    """No salt and no slow hash: a token is 256 random bits, which nobody guesses from its digest."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def create_token(*, name: str, scopes: Sequence[str], expires_at: datetime | None, by: User) -> tuple[ApiToken, str]:
    """The token and its text, which exists nowhere else and is told only now."""
    wanted = [permission for permission in PERMISSIONS if permission in scopes]
    for scope in scopes:
        if scope not in wanted or not may(by, scope):
            raise ScopeBeyondRights(scope)
    if not wanted:
        raise ScopesMissing
    if expires_at is not None and expires_at <= timezone.now():
        raise ExpiryInThePast
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=by.pk,
        name=name.strip(),
        prefix=text[:_SHOWN],
        digest=digest_of(text),
        scopes=wanted,
        expires_at=expires_at,
    )
    append_event(
        NewEvent(
            "token.created", "token", token.pk,
            after={"name": token.name, "prefix": token.prefix, "scopes": wanted, "expires_at": expires_at},
        ),
        by=by,
    )  # fmt: skip
    return token, text


@transaction.atomic
def revoke_token(pk: int, *, by: User) -> ApiToken:
    """From the next request on the token is refused. Revoking twice changes nothing more."""
    token = ApiToken.objects.select_for_update().filter(pk=pk, user_id=by.pk).first()
    if token is None:
        raise NotVisible
    if token.revoked_at is None:
        _revoke([token], by=by)
    return token


@transaction.atomic
def revoke_tokens_of(user: User, *, by: User | None) -> int:
    """Every token of one person, as when his account is taken over or he leaves."""
    tokens = list(ApiToken.objects.select_for_update().filter(user_id=user.pk, revoked_at=None))
    _revoke(tokens, by=by)
    return len(tokens)


def _revoke(tokens: Sequence[ApiToken], *, by: User | None) -> None:
    now = timezone.now()
    ApiToken.objects.filter(pk__in=[token.pk for token in tokens]).update(revoked_at=now)
    for token in tokens:
        token.revoked_at = now
    append_events(
        [
            NewEvent("token.revoked", "token", token.pk, before={"name": token.name, "prefix": token.prefix})
            for token in tokens
        ],
        by=by,
    )
