from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.doors.web.automation.acts_form import ActsForm, posted_acts
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.rules.vocabulary import vocabulary
from idic.foundation.accounts.rules import require
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.registry import fields_of
from idic.loop.automation.errors import ActRefused, AutomationError
from idic.loop.automation.models import Rule
from idic.loop.automation.operations.rules import RuleDraft, change_rule, create_rule, draft_of
from idic.loop.automation.queries.rules import access_rule
from idic.loop.automation.triggers import TRIGGERS, Trigger

_ALWAYS = ""


@dataclass
class _Shown:
    """The form as it stands on the page, with what is wrong with it."""

    draft: RuleDraft
    rule_text: str
    version: int = 0
    is_conditional: bool = False
    problems: list[str] = field(default_factory=list)
    refusal: PredicateRefused | None = None
    act_refusal: ActRefused | None = None


@require_GET
def choose(request: SignedInRequest) -> HttpResponse:
    require(request.user, "automation.manage")
    return render(request, "automation/choose.html", {"triggers": TRIGGERS.values()})


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest, trigger: str) -> HttpResponse:
    require(request.user, "automation.manage")
    chosen = TRIGGERS.get(trigger)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return _page(request, chosen, _Shown(RuleDraft("", chosen.verb, ()), _ALWAYS))
    shown = _posted(request, chosen)
    if shown.problems:
        return _page(request, chosen, shown, status=422)
    try:
        rule = create_rule(shown.draft, by=request.user)
    except (AutomationError, PredicateRefused) as error:
        return _page(request, chosen, _with(shown, error), status=422)
    messages.success(request, _("The rule is saved and still off. Try it on past events, then switch it on."))
    return redirect("automation:detail", rule.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "automation.manage")
    rule = access_rule(request.user, pk)
    chosen = TRIGGERS[rule.trigger]
    if request.method == "GET":
        text = json.dumps(rule.predicate, ensure_ascii=False) if rule.predicate else _ALWAYS
        return _page(request, chosen, _Shown(draft_of(rule), text, rule.version, bool(text)), rule=rule)
    shown = _posted(request, chosen)
    if shown.problems:
        return _page(request, chosen, shown, rule=rule, status=422)
    try:
        change_rule(rule, shown.draft, version=shown.version, by=request.user)
    except (AutomationError, PredicateRefused) as error:
        return _page(request, chosen, _with(shown, error), rule=rule, status=422)
    messages.success(
        request, _("The rule “%(name)s” is saved. It acts in your name from now on.") % {"name": shown.draft.name}
    )
    return redirect("automation:detail", pk)


def _posted(request: SignedInRequest, trigger: Trigger) -> _Shown:
    version = request.POST.get("version", "")
    is_conditional = request.POST.get("holds") == "if"
    text = request.POST.get("rule", "").strip() if is_conditional else _ALWAYS
    draft = RuleDraft(
        request.POST.get("name", ""), trigger.verb, posted_acts(request.POST), request.POST.getlist("fields"), text
    )
    seen = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else -1
    # A condition that was left empty must not turn into "always" behind the writer's back.
    missing = [_("Say what has to hold, or choose “Always”.")] if is_conditional and not text else []
    return _Shown(draft, text, seen, is_conditional, missing)


def _with(shown: _Shown, error: AutomationError | PredicateRefused) -> _Shown:
    if isinstance(error, PredicateRefused):
        shown.refusal = error
    elif isinstance(error, ActRefused):
        shown.act_refusal = error
    else:
        shown.problems.append(str(error))
    return shown


def _page(
    request: SignedInRequest, trigger: Trigger, shown: _Shown, *, rule: Rule | None = None, status: int = 200
) -> HttpResponse:
    fields = fields_of(trigger.noun, request.user)
    acts = ActsForm(trigger.noun, fields, request.user)
    wrong = shown.act_refusal
    context: dict[str, Any] = {
        "trigger": trigger, "shown": shown, "rule": rule, "vocabulary": vocabulary(fields), "acts": acts.stored(
            shown.draft.acts, position=wrong.position if wrong else -1, name=wrong.name if wrong else "",
            error=str(wrong) if wrong else "",
        ),
        "offered": acts.offered, "is_conditional": shown.is_conditional,
        "watched": [(one.name, one.label, one.name in shown.draft.fields) for one in fields.values() if one.input],
    }  # fmt: skip
    return render(request, "automation/edit.html", context, status=status)
