"""Which of several values is shown: the order of criteria for each field, tried on real records before it applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.merging.enums import Criterion
from idic.domain.identify.merging.errors import RulesIncomplete
from idic.domain.identify.merging.models import RuleSet
from idic.domain.identify.merging.operations.survivorship import change_rules, checked_rules
from idic.domain.identify.merging.queries.preview import CHECKED_AT_ONCE, Preview, preview_rules
from idic.domain.identify.merging.queries.rules import history_of_rules, rules_in_force, worded_rules
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.words import FIELD_LABELS
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.masking import PERSONAL_FIELDS, shown_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages.provinces import shown_province

#: Columns that are taken together -> the name of the whole.
_WHOLE = {
    **dict.fromkeys(("kind", "title", "name", "given_name", "family_name"), "name"),
    **dict.fromkeys(("address", "district", "province", "postcode", "country"), "address"),
}


@dataclass(frozen=True)
class Row:
    """One field of the form: `places` are the criteria in their order, empty ones last."""

    field: str
    label: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    require(request.user, "survivorship.manage")
    return _page(request, _rows({}))


@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "survivorship.manage")
    typed = _typed(request)
    try:
        wanted = checked_rules(typed)
    except RulesIncomplete as refusal:
        return _page(request, _rows(typed), refusal=refusal)
    return _page(request, _rows(typed), found=preview_rules(wanted, by=request.user))


@require_POST
def apply(request: SignedInRequest) -> HttpResponse:
    require(request.user, "survivorship.manage")
    typed = _typed(request)
    try:
        rule_set = change_rules(typed, by=request.user)
    except RulesIncomplete as refusal:
        return _page(request, _rows(typed), refusal=refusal)
    return _started(request, rule_set, _("The rules are in force. A job computes all customers again."))


@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """An earlier set of rules, in force again."""
    require(request.user, "survivorship.manage")
    found = next((one for one in history_of_rules(limit=100) if one.pk == pk), None)
    rule_set = change_rules(found.criteria if found else {}, by=request.user)
    return _started(request, rule_set, _("The earlier rules are in force again. A job computes all customers."))


def _started(request: SignedInRequest, rule_set: RuleSet, told: str) -> HttpResponse:
    say_done(request, told, noun="survivorship", pk=rule_set.pk)
    response = redirect("survivorship:rules")
    response["HX-Trigger"] = "jobs:started"
    return response


def _page(
    request: SignedInRequest, rows: Sequence[Row], *, found: Preview | None = None, refusal: Exception | None = None
) -> HttpResponse:
    history = history_of_rules()
    job = history[0].job_id if history else None
    values = {
        "rows": rows, "criteria": Criterion.choices, "refusal": refusal, "found": found, "checked_at_once": CHECKED_AT_ONCE,
        "sample": [(one.customer, _changes(request.user, one.changes)) for one in found.sample] if found else [],
        "history": history, "job_url": reverse("jobs:detail", args=[job]) if job and may(request.user, "job.see") else "",
    }  # fmt: skip
    return render(request, "survivorship/rules.html", values, status=422 if refusal else 200)


def _rows(typed: dict[str, list[str]]) -> list[Row]:
    """What was typed, else what is in force."""
    found = []
    for one in worded_rules(rules_in_force()):
        order = typed.get(one.field.value, [str(criterion) for criterion in one.criteria])
        places = (*order, *[""] * len(Criterion))[: len(Criterion)]
        found.append(Row(one.field.value, str(one.field.label), tuple(places)))
    return found


def _typed(request: SignedInRequest) -> dict[str, list[str]]:
    return {
        one.field.value: [text for text in request.POST.getlist(f"order-{one.field.value}") if text]
        for one in worded_rules(None)
    }


def _changes(user: User, changes: Mapping[str, tuple[str, str]]) -> list[Change]:
    """A name and an address in one line each, as they are taken."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for name, texts in changes.items():
        group = PERSONAL_FIELDS.get(name, "")
        told = [shown_province(text) for text in texts] if name == "province" else texts
        before, after = (shown_text(user, "customer", group, name, text).text for text in told)
        lines.setdefault(_WHOLE.get(name, name), []).append((before, after))
    return [
        Change(str(FIELD_LABELS.get(name, name)), *(", ".join(filter(None, side)) for side in zip(*pairs, strict=True)))
        for name, pairs in lines.items()
    ]
