from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.lists.asked import Asked, read
from idic.doors.web.lists.page import page_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.rules.vocabulary import vocabulary
from idic.doors.web.rules.wording import value_in_words
from idic.foundation.languages import formats
from idic.foundation.nouns.compiling import read_predicate
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.registry import noun_of
from idic.foundation.paging.keyset import bounded_count
from idic.foundation.texts import one_line
from idic.foundation.views.groups import asked_fields, seen_fields
from idic.foundation.views.looks import LONGEST_RULE, Held, Look, narrowed
from idic.foundation.views.queries.groups import group_counts

#: Counting stops somewhere, however much there is.
_TOTAL = 100_000
_FIRST_RULE = '{"all":[{}]}'


@require_GET
def builder(request: SignedInRequest, noun: str) -> HttpResponse:
    """The builder of the list's own filter: asked for when somebody opens it, because its words are many."""
    page = page_of(noun)
    noun_of(noun).visible(request.user, noun_of(noun).permission("see"))
    asked = read(page, request.user, request.GET)
    context = {
        "asked": asked, "where": asked.look.where or _FIRST_RULE,
        "vocabulary": vocabulary(
            asked.fields, asked.look.where or "", found_url=reverse("lists:found", args=[noun])
        ),
        "kept": asked.kept("where"), "action": reverse(page.list_url), "noun": noun_of(noun),
        "count_url": reverse("lists:count", args=[noun]), "clear_url": asked.address(where="" if asked.view else None),
    }  # fmt: skip
    return render(request, "lists/filter.html", context)


@require_GET
def found(request: SignedInRequest, noun: str) -> HttpResponse:
    """Codes of a field that has too many of them for a list, as far as their names fit what is typed."""
    page_of(noun)
    noun_of(noun).visible(request.user, noun_of(noun).permission("see"))
    field = asked_fields(noun, request.user, seen_fields(noun, request.user)).get(request.GET.get("name", ""))
    if field is None or field.found is None:
        return JsonResponse({"choices": []})
    asked = one_line(request.GET.get("q", ""), 100)
    offered = field.found(request.user, asked)
    if request.htmx:
        return render(request, "lists/found.html", {"choices": offered, "field": field, "asked": asked})
    return JsonResponse({"choices": [[code, str(label)] for code, label in offered]})


@require_POST
def count(request: SignedInRequest, noun: str) -> HttpResponse:
    """How many records the rule on the screen holds for; a rule that is not finished says what it lacks."""
    page_of(noun)
    visible = noun_of(noun).visible(request.user, noun_of(noun).permission("see"))
    fields = asked_fields(noun, request.user, seen_fields(noun, request.user))
    where = request.POST.get("where", "")
    try:
        rule = read_predicate(where[: LONGEST_RULE + 1], fields)
        if len(where) > LONGEST_RULE:
            raise PredicateRefused("", "too long", "SizeExceeded")
    except PredicateRefused as refusal:
        return render(request, "lists/count.html", {"refusal": refusal})
    found = bounded_count(narrowed(visible, noun, Held(Look(), rule), fields))
    return render(request, "lists/count.html", {"count": found, "noun": noun_of(noun)})


@require_GET
def total(request: SignedInRequest, noun: str) -> HttpResponse:
    """How many the list holds, where it says only how many there are at least."""
    page = page_of(noun)
    visible = noun_of(noun).visible(request.user, noun_of(noun).permission("see"))
    asked = read(page, request.user, request.GET)
    found = bounded_count(narrowed(visible, noun, asked.held, asked.fields), limit=_TOTAL)
    return render(request, "lists/total.html", {"count": formats.number(found.value) + ("+" if found.is_more else "")})


@require_GET
def groups(request: SignedInRequest, noun: str) -> HttpResponse:
    """How many records of the list each value of a field has; asked for after the list, for it may take long."""
    page = page_of(noun)
    visible = noun_of(noun).visible(request.user, noun_of(noun).permission("see"))
    asked = read(page, request.user, request.GET)
    field = asked.fields.get(asked.look.by)
    if field is None:
        return HttpResponse("")
    found = group_counts(narrowed(visible, noun, asked.held, asked.fields), noun, field, as_of=timezone.localdate())
    names: Any = {}
    if found is not None and field.names is not None:
        codes = [one.value for one in found if one.value]
        # a field's own values may be numbers or their texts
        names = field.names(codes) or field.names([int(code) for code in codes if code.isdecimal()])
    rows: list[dict[str, Any]] = [
        {
            "label": _label(field, one.value, names), "count": formats.number(one.count), "number": one.count,
            "url": _narrowing(asked, field.name, one.value),
        }
        for one in found or ()
    ]  # fmt: skip
    largest = max((row["number"] for row in rows), default=1)
    context = {
        "rows": rows, "largest": largest, "is_too_many": found is None, "field": field,
        "close_url": asked.address(by="" if asked.view else None),
    }  # fmt: skip
    return render(request, "lists/groups.html", context)


def _label(field: Any, value: str | None, names: Any) -> str:
    if value is None:
        return _("Not known")
    if names:
        return str(names.get(value) or (names.get(int(value)) if value.isdecimal() else None) or value)
    return value_in_words(field, value)


def _narrowing(asked: Asked, name: str, value: str | None) -> str:
    """The same list, of this group only: by its quick filter where the noun has one, else by one more condition."""
    empty = "" if asked.view else None
    param = next((param for param, field in asked.page.quick_params.items() if field == name), None)
    if param is not None and value is not None:
        return asked.address(**{param: value, "by": empty})
    leaf: dict[str, Any] = (
        {"field": name, "op": "is_unknown"} if value is None else {"field": name, "op": "eq", "value": value}
    )
    if value is not None and asked.fields[name].type.value == "codes":
        leaf |= {"op": "has_any", "value": [value]}
    if value is not None and asked.fields[name].type.value == "boolean":
        leaf["value"] = value == "true"
    tree = json.loads(asked.look.where) if asked.look.where and asked.held.rule is not None else None
    children = [leaf] if tree is None else [*tree["all"], leaf] if set(tree) == {"all"} else [tree, leaf]
    return asked.address(where=json.dumps({"all": children}, ensure_ascii=False, separators=(",", ":")), by=empty)
