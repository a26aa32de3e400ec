from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.differentiate.behaviour.kinds import behaviour_kinds
from idic.domain.differentiate.compiling import segment_fields
from idic.domain.differentiate.errors import (
    DifferentiateError,
    SegmentCircle,
    SegmentInUse,
    SegmentNameMissing,
    SegmentOutdated,
)
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.operations.segments import archive_segment, change_segment, create_segment
from idic.domain.differentiate.queries.live_count import count_at_once, prepare_counting
from idic.domain.differentiate.queries.segments import access_segment, count_rule, estimate_rule
from idic.domain.differentiate.ready_segments import segment_description, segment_name
from idic.domain.identify.privacy.errors import PrivacyError
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.rules.asked_words import asked_vocabulary
from idic.doors.web.rules.vocabulary import vocabulary
from idic.doors.web.segments.forms import SegmentForm
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require
from idic.foundation.nouns.errors import PredicateRefused

_FIRST_RULE = {"all": [{"field": "rfm_group", "op": "in", "value": []}]}


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "segment.change")
    if request.method == "GET":
        return _builder(request, SegmentForm(initial={"rule": json.dumps(_FIRST_RULE), "version": 0}))
    form = SegmentForm(request.POST)
    if not form.is_valid():
        return _builder(request, form, status=422)
    values = form.cleaned_data
    purpose, channel = form.chosen_use
    try:
        segment = create_segment(
            name=values["name"], description=values["description"], rule=values["rule"], by=request.user,
            purpose=purpose, channel=channel,
        )  # fmt: skip
    except (PredicateRefused, SegmentNameMissing, PrivacyError) as refusal:
        return _builder(request, form, refusal=refusal, status=422)
    messages.success(request, _("The segment “%(name)s” is saved.") % {"name": segment.name})
    return redirect("segments:detail", segment.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "segment.change")
    segment = access_segment(request.user, pk)
    if request.method == "GET":
        initial = {
            "name": segment_name(segment),
            "description": segment_description(segment),
            "rule": json.dumps(segment.predicate, ensure_ascii=False),
            "version": segment.version,
            "use": f"{segment.purpose}/{segment.channel}" if segment.purpose else "",
        }
        return _builder(request, SegmentForm(initial=initial), segment=segment)
    form = SegmentForm(request.POST)
    form.fields["rule"].required = not segment.is_static
    if not form.is_valid():
        return _builder(request, form, segment=segment, status=422)
    values = form.cleaned_data
    try:
        change_segment(
            segment, name=values["name"], description=values["description"], rule=values["rule"],
            version=values["version"], by=request.user, use=form.chosen_use if "use" in request.POST else None,
        )  # fmt: skip
    except (PredicateRefused, SegmentCircle, SegmentNameMissing, SegmentOutdated, PrivacyError) as refusal:
        return _builder(request, form, segment=segment, refusal=refusal, status=422)
    messages.success(request, _("The segment “%(name)s” is saved.") % {"name": values["name"]})
    return redirect("segments:detail", segment.pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "segment.change")
    segment = access_segment(request.user, pk)
    written = request.POST.get("version", "")
    version = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1
    try:
        archive_segment(segment, version=version, by=request.user)
    except (SegmentInUse, SegmentOutdated) as refusal:
        messages.error(request, str(refusal))
        return redirect("segments:detail", segment.pk)
    name = segment_name(segment)
    messages.success(request, _("The segment “%(name)s” is archived. Who was in it stays on record.") % {"name": name})
    return redirect("segments:list")


@require_POST
def count(request: SignedInRequest) -> HttpResponse:
    """How many customers the rule on the screen would hold; a rule that is not finished says what it lacks. Of very many, as
    long as what counts them at once is not at hand, an estimate comes first, and the page then asks for the exact number."""
    require(request.user, "segment.see")
    rule = request.POST.get("rule", "")
    try:
        found = count_at_once(rule)
        estimate = None if found is not None or "exact" in request.GET else estimate_rule(rule)
        if found is None and estimate is None:
            found = count_rule(rule)
    except PredicateRefused as refusal:
        return render(request, "segments/count.html", {"refusal": refusal})
    return render(request, "segments/count.html", {"count": found, "estimate": estimate, "now": timezone.now()})


@require_GET
def choices(request: SignedInRequest) -> JsonResponse:
    """What a condition on behaviour can be narrowed by, as far as its name contains what is typed."""
    require(request.user, "segment.see")
    if "kind" not in request.GET:
        return JsonResponse({"choices": []})
    kind = behaviour_kinds().get(request.GET["kind"])
    name, typed = request.GET.get("name", ""), request.GET.get("q", "").replace("\x00", "")[:100]
    if kind is None or all(one.name != name for one in kind.narrowings):
        raise Http404
    require(request.user, kind.permission)
    found = kind.narrowing(name).found(request.user, typed)
    return JsonResponse({"choices": [[code, str(label)] for code, label in found]})


def _rule_of(form: SegmentForm) -> str:
    return str((form.data if form.is_bound else form.initial).get("rule", ""))


def _builder(
    request: SignedInRequest,
    form: SegmentForm,
    *,
    segment: Segment | None = None,
    refusal: DifferentiateError | PredicateRefused | PrivacyError | None = None,
    status: int = 200,
) -> HttpResponse:
    if refusal is not None and not isinstance(refusal, PredicateRefused):
        tell(form, refusal)
    context: dict[str, Any] = {
        "form": form,
        "segment": segment,
        "title": segment_name(segment) if segment else "",
        "refusal": refusal if isinstance(refusal, PredicateRefused) else None,
        "vocabulary": {
            **vocabulary(segment_fields()),
            **asked_vocabulary(request.user, _rule_of(form), own=segment.pk if segment else None),
        },
        "back": reverse("segments:detail", args=[segment.pk]) if segment else reverse("segments:list"),
    }
    prepare_counting()
    # nothing chosen yet: neither counted nor found wanting
    context["is_untouched"] = segment is None and not form.is_bound
    return render(request, "segments/builder.html", context, status=status)
