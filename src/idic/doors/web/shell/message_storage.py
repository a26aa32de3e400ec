"""Where messages wait for the next page: in a cookie, those that are too long for one in the session, as Django keeps
them. Django compresses the shortest cookie, too, and makes a signer for each request, asked or not."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage, MessagePartGatherSerializer
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core.signing import Signer, get_cookie_signer
from django.http import HttpRequest

_SHORT = 600


class ShortCookieStorage(CookieStorage):
    def __init__(self, request: HttpRequest) -> None:
        BaseStorage.__init__(self, request)
        self.signer = _signer(settings.SECRET_KEY)

    def _encode_parts(self, messages: list[str], encode_empty: bool = False) -> str | None:
        if not messages and not encode_empty:
            return None
        is_long = sum(map(len, messages)) > _SHORT
        return self.signer.sign_object(messages, serializer=MessagePartGatherSerializer, compress=is_long)  # type: ignore[arg-type]  # Django's own pair of arguments


class MessageStorage(FallbackStorage):
    storage_classes = (ShortCookieStorage, SessionStorage)


@lru_cache(maxsize=2)
def _signer(key: str) -> Signer:
    return get_cookie_signer(salt=CookieStorage.key_salt)
