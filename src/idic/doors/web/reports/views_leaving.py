from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from idic.foundation.accounts.models import User
from idic.warehouse.reports.operations import leave_report
from idic.warehouse.reports.queries import reader_with


@csrf_exempt  # the mail program that posts here has no cookie of ours; the token is the proof
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does: who looks through mails for viruses follows links and must take nobody off."""
    reader = reader_with(token)
    if reader is None:
        return render(request, "reports/leave.html", {"reader": None}, status=404)
    if request.method == "POST":
        leave_report(reader, by=request.user if isinstance(request.user, User) else None)
        reader.refresh_from_db()
    return render(request, "reports/leave.html", {"reader": reader})
