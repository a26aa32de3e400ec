from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request

from idic.foundation.accounts.enums import Era, Language, Theme
from idic.foundation.accounts.models import User

THEME_COOKIE = "idic_theme"
ERA_COOKIE = "idic_era"
COOKIE_AGE = 365 * 24 * 3600

# The classes put these together anew each time they are asked.
_LANGUAGES, _THEMES, _ERAS = frozenset(Language.values), frozenset(Theme.values), frozenset(Era.values)


@dataclass(frozen=True)
class Preferences:
    language: str
    theme: str
    era: str

    @classmethod
    def of(cls, request: HttpRequest) -> Preferences:
        user = getattr(request, "user", None)
        if isinstance(user, User):
            language, theme, era = user.language, user.theme, user.era
        else:
            language = get_language_from_request(request)
            theme = request.COOKIES.get(THEME_COOKIE, "")
            era = request.COOKIES.get(ERA_COOKIE, "")
        return cls(
            language if language in _LANGUAGES else Language.ENGLISH.value,
            theme if theme in _THEMES else Theme.AUTO.value,
            era if era in _ERAS else Era.COMMON.value,
        )


def remember_in_cookies(response: HttpResponseBase, changes: dict[str, str]) -> None:
    names = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": THEME_COOKIE, "era": ERA_COOKIE}
    for name, value in changes.items():
        response.set_cookie(
            names[name],
            value,
            max_age=COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
