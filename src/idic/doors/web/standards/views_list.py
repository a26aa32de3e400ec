from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.promises import by_standard
from idic.domain.interact.standards.errors import StandardError
from idic.domain.interact.standards.models import Standard
from idic.domain.interact.standards.operations.standards import archive_standard, restore_standard
from idic.domain.interact.standards.queries.standards import Versions, access_standard, access_standards, versions_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.behind import behind_url
from idic.doors.web.standards.periods import day_choices, days_asked, last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.doors.web.standards.wording import Judged, judged, scope_words, span, target_words
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, keyset_page
from idic.methods.attainment import Attainment


@dataclass(frozen=True)
class Row:
    standard: Standard
    versions: Versions
    target: str
    scope: str
    judged: Judged
    median: str
    p90: str
    # the promises behind the share
    url: str


@require_GET
def standard_list(request: SignedInRequest) -> HttpResponse:
    archived, days = "archived" in request.GET, days_asked(request)
    page = keyset_page(
        access_standards(request.user, archived=archived), Order("measure"),
        cursor=request.GET.get("after") or request.GET.get("before"),
    )  # fmt: skip
    versions = versions_of(page.rows, at=timezone.now())
    kept = kept_in(request.user, last_days(days), [one.pk for one in page.rows])
    rows = [row_of(one, versions.get(one.pk, Versions()), kept.get(one.pk), days) for one in page.rows]
    context = {
        "groups": [(label, list(found)) for label, found in groupby(rows, lambda row: row.standard.get_measure_display())],
        "page": page, "archived": archived, "days": days, "day_choices": day_choices(days),
        "tabs": standards_tabs("list"), "may_manage": may(request.user, "standard.manage"),
        "may_export": may(request.user, "case.export"),
    }  # fmt: skip
    return render(request, "standards/list.html", context)


def kept_in(user: User, period: Period, standards: Collection[int]) -> dict[int, Attainment]:
    """With a clock or without one."""
    untimed = shares.by_standard(user, period, standards)
    return by_standard(user, period, standards) | {pk: one.attainment() for pk, one in untimed.items()}


def row_of(standard: Standard, versions: Versions, kept: Attainment | None, days: int) -> Row:
    shown = versions.now or versions.coming
    return Row(
        standard, versions,
        target_words(standard.measure, shown.target_share, shown.target_minutes) if shown else "",
        scope_words(standard.mode, standard.purpose, standard.tier, standard.priority),
        judged(kept, shown.target_share if shown else None, standard.measure),
        time_words(kept.median, kept.median_at_least) if kept else "",
        time_words(kept.p90, kept.p90_at_least) if kept else "", behind_url(days, standard=standard.pk),
    )  # fmt: skip


def time_words(minutes: float | None, at_least: bool) -> str:
    if minutes is None:
        return ""
    told = span(minutes) if minutes >= 1 else _("under 1 min")
    return _("at least %(time)s") % {"time": told} if at_least else told


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    standard = access_standard(request.user, pk)
    try:
        archive_standard(standard, version=_version(request), by=request.user)
    except StandardError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The standard is archived. It holds for no further case."))
    return redirect("standards:detail", pk)


@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    standard = access_standard(request.user, pk)
    try:
        restore_standard(standard, version=_version(request), by=request.user)
    except StandardError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The standard holds again."))
    return redirect("standards:detail", pk)


def _version(request: SignedInRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
