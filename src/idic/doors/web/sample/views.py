from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.requests import SignedInRequest
from idic.sample.files import credit_lines
from idic.sample.operations import start_loading_sample, start_removing_sample
from idic.sample.queries import sample_state


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    return render(request, "sample/overview.html", {"state": sample_state(request.user), "credits": credit_lines()})


@require_POST
def load(request: SignedInRequest) -> HttpResponse:
    return redirect("jobs:detail", start_loading_sample(by=request.user).pk)


@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    return redirect("jobs:detail", start_removing_sample(by=request.user).pk)
