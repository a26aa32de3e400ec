"""The proof of who a visitor is: a signed cookie for each chat site, of the page inside the other site's page too."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.chat.queries.feed import talk_seen

_SALT = "idic.chat.visitor"
_DAYS = 30


def name_of(key: str) -> str:
    return f"idic_chat_{key}"


def talk_of(request: HttpRequest, key: str) -> ChatTalk | None:
    try:
        pk, secret = signing.loads(request.COOKIES.get(name_of(key), ""), salt=_SALT, max_age=_DAYS * 86400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return talk_seen(key, pk, secret) if isinstance(pk, int) and isinstance(secret, str) else None


def remember(request: HttpRequest, response: HttpResponse, key: str, talk: ChatTalk) -> None:
    """Inside the page of another site browsers hand it on only over TLS, and kept apart for that site."""
    value = signing.dumps([talk.pk, talk.secret], salt=_SALT)
    name = name_of(key)
    response.set_cookie(
        name,
        value,
        max_age=_DAYS * 86400,
        path=f"/chat/{key}/",
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )
    if request.is_secure():
        response.cookies[name]["samesite"] = "None; Partitioned"
