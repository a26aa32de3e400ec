"""Which other sites may show a page of ours inside theirs. Without a word of it, none may."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from idic.doors.web.shell.middleware import CONTENT_SECURITY_POLICY

_NOBODY = "frame-ancestors 'none'"


def embeddable(response: HttpResponse, sites: Sequence[str]) -> HttpResponse:
    """`sites` have gone through `idic.domain.interact.sites`: each is a scheme and a host. Our own pages may show it too.

    The older header knows no list and would forbid them all, so it is left out.
    """
    allowed = " ".join(["'self'", *sites])
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(_NOBODY, f"frame-ancestors {allowed}")
    response.xframe_options_exempt = True
    return response
