from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.differentiate.experience.errors import ExperienceOutdated, ExperienceRefused
from idic.domain.differentiate.experience.operations import judge_field
from idic.domain.differentiate.experience.queries import Experience, experience_map
from idic.domain.differentiate.models import ExperienceField
from idic.doors.web.experience.forms import JudgementForm
from idic.doors.web.experience.words import LEVERS, OFFERED, OFFERED_ICONS, STAGES
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.methods.experience import BLOCKING_PAIN, Field, Lever, Offered, Stage


@dataclass(frozen=True)
class Cell:
    stage: str
    lever: str
    name: str
    icon: str
    offered: str
    pain: str
    hurts: bool
    url: str


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    found = experience_map(request.user)
    rows = [(str(name), [_cell((stage, lever), found) for stage in STAGES]) for lever, name in LEVERS.items()]
    context: dict[str, Any] = {
        "stages": [(str(name), str(question)) for name, question in STAGES.values()], "rows": rows,
        "summary": found.summary, "blocks": [_cell(field, found) for field in found.summary.blocks[:6]],
        "openings": len(found.summary.openings), "may_change": may(request.user, "segment.change"),
        "limit": formats.number(BLOCKING_PAIN), "judged": 36 - found.summary.unjudged,
        "legend": [(code.value, str(name), OFFERED_ICONS[code]) for code, name in OFFERED.items()],
    }  # fmt: skip
    return render(request, "experience/overview.html", context)


@require_http_methods(["GET", "POST"])
def field(request: SignedInRequest, stage: str, lever: str) -> HttpResponse:
    require(request.user, "segment.change")
    if stage not in set(Stage) or lever not in set(Lever):
        raise NotVisible
    kept = experience_map(request.user).fields.get((Stage(stage), Lever(lever)))
    form = JudgementForm(request.POST if request.method == "POST" else None, initial=_told(kept))
    if request.method == "POST" and form.is_valid() and _judged(request, form, stage, lever, kept):
        return HttpResponseRedirect(reverse("experience:overview"))
    name, question = STAGES[Stage(stage)]
    context = {"form": form, "stage": name, "question": question, "lever": LEVERS[Lever(lever)], "kept": kept}
    return render(request, "experience/field.html", context, status=422 if form.errors else 200)


def _judged(
    request: SignedInRequest, form: JudgementForm, stage: str, lever: str, kept: ExperienceField | None
) -> bool:
    told = form.cleaned_data
    try:
        judged = judge_field(
            stage, lever, offered=told["offered"], pain=told["pain"] if told["offered"] else None,
            evidence=told["evidence"], version=told["version"] or 0, by=request.user,
        )  # fmt: skip
    except ExperienceRefused as error:
        tell(form, error)
        return False
    except ExperienceOutdated as error:
        form.add_error(None, str(error))
        return False
    subject = judged or kept
    if subject is not None:
        say_done(request, _("The field is judged.") if judged else _("The judgement is taken away."), noun="experience",
                 pk=subject.pk)  # fmt: skip
    return True


def _told(kept: ExperienceField | None) -> dict[str, Any]:
    if kept is None:
        return {"offered": "", "version": 0}
    return {"offered": kept.offered, "pain": kept.pain, "evidence": kept.evidence, "version": kept.version}


def _cell(place: Field, found: Experience) -> Cell:
    stage, lever = place
    kept = found.fields.get(place)
    offered = Offered(kept.offered) if kept else None
    pain = kept.pain if kept else None
    return Cell(
        str(STAGES[stage][0]), str(LEVERS[lever]), str(OFFERED[offered]) if offered else _("Not judged"),
        OFFERED_ICONS[offered] if offered else "", offered.value if offered else "unjudged",
        formats.number(pain, 1) if pain is not None else "", pain is not None and pain >= BLOCKING_PAIN,
        reverse("experience:field", args=[stage.value, lever.value]),
    )  # fmt: skip
