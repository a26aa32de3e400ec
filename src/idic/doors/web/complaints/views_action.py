from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.complaints.enums import ActionState
from idic.domain.interact.complaints.errors import ActionOutdated, ComplaintError
from idic.domain.interact.complaints.models import CorrectiveAction, CorrectiveStep
from idic.domain.interact.complaints.operations.corrective import (
    add_step,
    carry_out,
    change_corrective,
    finish_step,
    judge,
    remove_step,
    undo_step,
)
from idic.domain.interact.complaints.queries.complaints import access_action, access_step, with_names
from idic.domain.interact.complaints.queries.figures import like_it
from idic.domain.interact.complaints.queries.occurrences import occurrences_like
from idic.domain.interact.complaints.rules import visible_actions, visible_complaints
from idic.doors.web.complaints.fishbone import fishbone_of
from idic.doors.web.complaints.forms_actions import CarryOutForm, JudgeForm, SheetForm, StepForm
from idic.doors.web.complaints.wording import ACTION_TONES
from idic.doors.web.records.pages import register_page
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.methods.proportion import Proportion

_SHOWN = 50
register_page("corrective", "complaints:action")


@dataclass
class Forms:
    """The forms of the page; one of them with what was typed, where it was refused."""

    action: CorrectiveAction
    failed: dict[str, forms.Form] = field(default_factory=dict)

    def of(self, name: str, kind: Callable[..., forms.Form]) -> forms.Form:
        return self.failed.get(name) or kind(action=self.action)


@require_GET
def action(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, Forms(access_action(request.user, pk)))


@require_POST
def act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    if act not in _ACTS:
        raise Http404
    found = access_action(request.user, pk)
    if act == "judgement":
        require(request.user, "complaint.manage")
    return _ACTS[act](request, found)


def _sheet(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    form = SheetForm(request.POST, action=found)
    return _done(request, found, "sheet", form, lambda: change_corrective(
        found, form.values(), version=form.cleaned_data["version"], by=request.user
    ), _("The sheet is kept."))  # fmt: skip


def _step(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    form = StepForm(request.POST, action=found)
    return _done(request, found, "step", form, lambda: add_step(found, form.draft(), by=request.user),
                 _("The step is planned."))  # fmt: skip


def _finish(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    return _with_step(request, found, lambda step: finish_step(step, on=timezone.localdate(), by=request.user),
                      _("The step is done."))  # fmt: skip


def _undo(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    return _with_step(request, found, lambda step: undo_step(step, by=request.user), _("The step is open again."))


def _remove(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    return _with_step(request, found, lambda step: remove_step(step, by=request.user), _("The step is taken away."))


def _with_step(
    request: SignedInRequest, found: CorrectiveAction, do: Callable[[CorrectiveStep], object], told: str
) -> HttpResponse:
    number = request.POST.get("step", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    if not is_number:
        raise NotVisible
    try:
        do(access_step(request.user, found.pk, int(number)))
    except ComplaintError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    # with their last step somebody else's action goes out of their sight
    is_seen = visible_actions(request.user).filter(pk=found.pk).exists()
    return redirect("complaints:action", pk=found.pk) if is_seen else redirect("complaints:actions")


def _carry(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    form = CarryOutForm(request.POST, action=found)
    return _done(request, found, "carry", form, lambda: carry_out(
        found, on=form.cleaned_data["on"], version=form.cleaned_data["version"], by=request.user
    ), _("It is carried out; its check has a day."))  # fmt: skip


def _judge(request: SignedInRequest, found: CorrectiveAction) -> HttpResponse:
    form = JudgeForm(request.POST, action=found)
    return _done(request, found, "judge", form, lambda: judge(
        found, is_effective=form.cleaned_data["judgement"] == "yes", finding=form.cleaned_data["finding"],
        version=form.cleaned_data["version"], by=request.user,
    ), _("The judgement is kept."))  # fmt: skip


_ACTS: dict[str, Callable[[SignedInRequest, CorrectiveAction], HttpResponse]] = {
    "sheet": _sheet, "step": _step, "step-done": _finish, "step-undone": _undo, "step-away": _remove,
    "completion": _carry, "judgement": _judge,
}  # fmt: skip


def _done(
    request: SignedInRequest, found: CorrectiveAction, name: str, form: forms.Form, do: Callable[[], object], told: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, Forms(found, {name: form}))
    try:
        do()
    except ComplaintError as error:
        shown = access_action(request.user, found.pk)
        if isinstance(form, SheetForm) and isinstance(error, ActionOutdated):
            form.meet(shown)
            return _page(request, Forms(shown, {name: form}))
        tell(form, error)
        if isinstance(error, ActionOutdated):
            form.data = request.POST.copy()
            form.data["version"] = str(shown.version)
        return _page(request, Forms(shown, {name: form}))
    messages.success(request, told)
    return redirect("complaints:action", pk=found.pk)


def _page(request: SignedInRequest, shown: Forms) -> HttpResponse:
    found, user, today = shown.action, request.user, timezone.localdate()
    steps = list(found.steps.select_related("owner", "done_by"))
    complaints = list(
        with_names(visible_complaints(user).filter(corrective=found)).order_by("-received_at", "-pk")[:_SHOWN]
    )
    like = None
    if found.topic_id is not None:
        since = Q(received_at__date__gt=found.done_on) if found.done_on else Q(pk__in=[])
        like = like_it(found).aggregate(all=Count("pk"), since=Count("pk", filter=since))
    context: dict[str, Any] = {
        "action": found, "effect": _effect(found, today), "currency": settings.CONFIGURATION.currency,
        "tone": ACTION_TONES[found.state], "steps": steps, "complaints": complaints, "like": like,
        "bone": fishbone_of(found),
        "sheet": shown.of("sheet", SheetForm), "step_form": shown.of("step", StepForm), "failed": list(shown.failed),
        "carry": shown.of("carry", CarryOutForm), "judge": shown.of("judge", JudgeForm),
        "may_carry": found.state in (ActionState.OPEN, ActionState.DOING, ActionState.INEFFECTIVE),
        "may_judge": found.state == ActionState.CHECKING and may(user, "complaint.manage"),
        "is_check_due": found.check_on is not None and found.check_on <= today, "sees": may(user, "case.see"),
        "is_late": found.state != ActionState.EFFECTIVE and found.done_on is None and found.due_on < today,
    }  # fmt: skip
    return render(request, "complaints/action.html", context, status=422 if shown.failed else 200)


def _effect(found: CorrectiveAction, today: date) -> list[tuple[str, str, str]]:
    """How often the same came again within 90 days, before it was carried out and since: each with its interval, and how
    many it is of."""
    if found.done_on is None or found.topic_id is None:
        return []
    import numpy as np

    from idic.methods.recurrence import effect_of_action

    rows = occurrences_like(found)
    told = effect_of_action(
        np.array(rows.topic, dtype=object), np.array(rows.product, dtype=object), np.array(rows.customer, dtype=object),
        np.array(rows.day, dtype="datetime64[D]"), action=found.done_on, as_of=today,
    )  # fmt: skip
    sides = ((_("Before"), told.before, told.n_before), (_("Since"), told.after, told.n_after))
    return [(name, formats.percent(one.share), _interval(one, n)) for name, one, n in sides if one is not None]


def _interval(share: Proportion, n: int) -> str:
    told = {"low": formats.percent(share.low), "high": formats.percent(share.high), "n": formats.number(n)}
    return _("%(low)s to %(high)s, of %(n)s") % told
