"""What people said of pairs, and how good the thresholds are by their word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.linkage.operations.sampling import draw_sample
from idic.domain.identify.linkage.queries.labels import access_labels
from idic.domain.identify.linkage.queries.measured import measured_at, standing_labels
from idic.domain.identify.linkage.queries.runs import access_run, newest_done
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages.formats import number
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page


@require_GET
def labels(request: SignedInRequest) -> HttpResponse:
    found = access_labels(request.user)
    page = keyset_page(
        found, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    run = newest_done(CustomerKind.PERSON)
    standing = standing_labels(CustomerKind.PERSON)
    measured = [
        (name, weight, measured_at(weight, standing))
        for name, weight in (
            (_("Upper threshold"), run.upper_weight if run else None), (_("Lower threshold"), run.lower_weight if run else None),
        )
        if weight is not None
    ]  # fmt: skip
    values = {
        "tabs": matching_tabs("labels"), "page": page, "count": bounded_count(found), "run": run, "measured": measured,
        "labelled": len(standing), "may_manage": may(request.user, "linkage.manage"),
    }  # fmt: skip
    return render(request, "matching/labels.html", values)


@require_POST
def sample(request: SignedInRequest, pk: int) -> HttpResponse:
    run = access_run(request.user, pk)
    require(request.user, "linkage.manage")
    try:
        drawn = draw_sample(run, by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
        return redirect("matching:labels")
    told = ngettext("%(count)s pair was drawn. Decide it now.", "%(count)s pairs were drawn. Decide them now.", drawn)
    messages.success(request, told % {"count": number(drawn)})
    return HttpResponseRedirect(f"{reverse('matching:review')}?band=sample")
