"""The request as a view receives it: sign-in is required by middleware, so `user` is a real one."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from idic.foundation.accounts.models import User


class SignedInRequest(HttpRequest):
    user: User
    htmx: HtmxDetails
