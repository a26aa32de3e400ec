from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

from idic.doors.web.requests import SignedInRequest

Given = ParamSpec("Given")
View = Callable[Concatenate[SignedInRequest, Given], HttpResponse]


def confirmed(view: View[Given]) -> View[Given]:
    """The person at the keyboard proves once more who he is before a view that decides who can use the account.

    It holds for a while; what was posted meanwhile is carried out afterwards, so nothing has to be typed again.
    """
    return cast("View[Given]", reauthentication_required(view, app="allauth.mfa"))
