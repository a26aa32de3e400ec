from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from idic.doors.web.shell.errors import act_asked_as_page, page_not_found, permission_denied, record_locked
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.desk.errors import RecordLocked


class RefusalsMiddleware:
    """Access functions refuse by an error; here it becomes a page, so that no view has to remember to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            return act_asked_as_page(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return permission_denied(request, exception)
        if isinstance(exception, RecordLocked):
            return record_locked(request, exception)
        if isinstance(exception, NotVisible):
            return page_not_found(request, exception)
        return None
