from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from idic.foundation.accounts.models import User


class SignedInRequest(HttpRequest):
    """Every page of this area stands behind the sign-in, so a request carries a person."""

    user: User
    htmx: HtmxDetails
