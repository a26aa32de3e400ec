from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.shell.preferences import remember_in_cookies
from idic.foundation.accounts.enums import Era, Language, Theme
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.preferences import set_preferences

CHOICES = {"language": Language.values, "theme": Theme.values, "era": Era.values}


@login_not_required
@require_POST
def change_preferences(request: HttpRequest) -> HttpResponse:
    changes = {name: request.POST[name] for name in CHOICES if name in request.POST}
    if not changes or any(value not in CHOICES[name] for name, value in changes.items()):
        return HttpResponseBadRequest(_("Choose one of the offered settings."))
    next_url = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(next_url, {request.get_host()}, request.is_secure()):
        next_url = "/"
    response = HttpResponseRedirect(next_url)
    if isinstance(request.user, User):
        set_preferences(request.user, **changes)
    remember_in_cookies(response, changes)
    return response
