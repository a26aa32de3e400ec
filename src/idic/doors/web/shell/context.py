from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from idic.doors.web.shell.frame import Reader
from idic.doors.web.shell.navigation import navigation_for, url_or_none
from idic.doors.web.shell.preferences import Preferences
from idic.foundation.accounts.enums import Era, Language, Theme
from idic.foundation.organisation.queries import organisation_shown

HTML_LANGUAGES = {"en": "en", "th": "th", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs. Callables run only where a template asks, so parts pay nothing for them."""
    preferences = Preferences.of(request)
    user = getattr(request, "user", None)
    return {
        "preferences": preferences,
        "html_language": HTML_LANGUAGES[preferences.language],
        "languages": Language.choices,
        "themes": Theme.choices,
        "eras": Era.choices,
        "reader": Reader.of(user),
        "navigation": partial(navigation_for, user, request.path) if user is not None else (),
        "home_url": partial(url_or_none, "home"),
        "job_indicator_url": partial(url_or_none, "jobs:indicator"),
        "signin_url": partial(url_or_none, "account_login"),
        "signout_url": partial(url_or_none, "account_logout"),
        "account_url": partial(url_or_none, "account"),
        # read where a page for people outside names it, in the language of that page
        "organisation": SimpleLazyObject(organisation_shown),
    }
