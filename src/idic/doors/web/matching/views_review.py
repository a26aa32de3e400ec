"""The review queue: a pair after the other, decided by keys or buttons."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.linkage.enums import Answer, Band
from idic.domain.identify.linkage.models import LinkagePair
from idic.domain.identify.linkage.operations.decisions import decide_pair, take_back_decision
from idic.domain.identify.linkage.queries.review import (
    SAMPLE,
    decided_since,
    oldest_waiting,
    place_of,
    read_pair,
    weights_of,
)
from idic.doors.web.matching.charts import waterfall, waterfall_bars
from idic.doors.web.matching.sides import alike_words, lines_of
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.matching.wording import HOLDS, likelihood
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.entries import TimelineEntry
from idic.doors.web.timeline.wording import people_in, word_events
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.rules import require
from idic.foundation.events.queries.timeline import customer_events

BANDS = [*Band.choices, (SAMPLE, gettext_lazy("The sample for measuring"))]
_HISTORY = 8
_SAID = {
    Answer.SAME: gettext_lazy("Merged. Press Z to take it back."),
    Answer.DIFFERENT: gettext_lazy("Kept apart. Press Z to take it back."),
    Answer.UNSURE: gettext_lazy("Put off to the end of the queue. Press Z to take it back."),
}


@require_GET
def review(request: SignedInRequest) -> HttpResponse:
    require(request.user, "customer.merge")
    band = _band(request.GET.get("band", ""))
    pk, place = place_of(request.user, band=band, at=_whole(request.GET.get("at", "")))
    values: dict[str, object] = {
        "tabs": matching_tabs("review"), "band": band, "bands": BANDS, "place": place,
        "oldest": oldest_waiting(request.user, band=band), "address": reverse("matching:review"),
        "decided": decided_since(request.user, timezone.now() - timedelta(hours=12)),
    }  # fmt: skip
    if pk is not None:
        values |= _shown(request, read_pair(pk), band)
        values |= {"previous": _at(band, place.before), "next": _at(band, place.after)}
    return render(request, "matching/review.html", values)


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "customer.merge")
    band, answer = _band(request.POST.get("band", "")), request.POST.get("answer", "")
    after = _whole(request.POST.get("next", ""))
    if answer not in Answer.values:
        messages.error(request, _("Say whether the two are the same, different, or that you are not sure."))
        return _to(band, pk)
    try:
        decide_pair(pk, Answer(answer), by=request.user, survivor=_whole(request.POST.get("survivor", "")))
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(_SAID[Answer(answer)]))
    return _to(band, after)


@require_POST
def undo(request: SignedInRequest) -> HttpResponse:
    band = _band(request.POST.get("band", ""))
    try:
        pair = take_back_decision(by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
        return _to(band, _whole(request.POST.get("at", "")))
    messages.success(request, _("Taken back: this pair waits for a decision again."))
    return _to(band, pair.pk)


def _shown(request: SignedInRequest, pair: LinkagePair, band: str) -> dict[str, object]:
    one, other = pair.first_record.customer, pair.second_record.customer
    m, u, prior = weights_of(pair.run_id)
    bars = waterfall_bars(pair, m, u, prior)
    survivor = min((one, other), key=lambda customer: (-customer.record_count, customer.pk))
    merge_page = f"{reverse('customers:merge')}?{urlencode({'first': one.pk, 'second': other.pk})}"
    return {
        "pair": pair, "first": one, "second": other, "sides": (one, other), "survivor": survivor, "merge_url": merge_page,
        "lines": lines_of(request.user, pair.first_record, pair.second_record, alike_words(pair, m, u)),
        "waterfall": waterfall(bars),
        "hold": HOLDS.get(pair.hold, ""), "words": likelihood(pair.posterior),
        "probability": min(pair.posterior, 0.9999), "history": _history(request, one.pk, other.pk),
    }  # fmt: skip


def _history(request: SignedInRequest, one: int, other: int) -> list[tuple[TimelineEntry, bool]]:
    """The latest events of both, and whether they speak of the first."""
    events = customer_events(one, reader=request.user, also=[other], limit=_HISTORY)
    worded = word_events(events, users=names_of_users(people_in(events)), reader=request.user)
    return [(entry, event.customer_id == one) for entry, event in zip(worded, events, strict=True)]


def _band(text: str) -> str:
    return text if text in {*Band.values, SAMPLE} else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _at(band: str, pk: int | None) -> str:
    if pk is None:
        return ""
    return f"{reverse('matching:review')}?{urlencode({'band': band, 'at': pk})}"


def _to(band: str, pk: int | None) -> HttpResponse:
    asked = {name: value for name, value in (("band", band), ("at", pk)) if value}
    return HttpResponseRedirect(
        f"{reverse('matching:review')}?{urlencode(asked)}" if asked else reverse("matching:review")
    )
