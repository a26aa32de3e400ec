from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from idic.doors.web.health.state import health_now


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For monitoring: 200 where all that must run runs, else 503. Ages in seconds; no names, paths or versions."""
    health = health_now()
    return JsonResponse(health.as_data(), status=200 if health.is_up else 503)
