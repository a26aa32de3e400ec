from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.operations.skills import save_skills
from idic.domain.interact.cases.queries.skills import Able, able, access_people, access_person
from idic.domain.interact.cases.queries.topics import names_of_topics, offered_topics
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.forms_skills import SkillsForm
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.models import User
from idic.foundation.paging.keyset import Order, keyset_page

_PAGE = 30
_MOST_TOPICS = 100


@dataclass(frozen=True)
class Row:
    person: User
    can: Able
    languages: list[str]
    topics: list[str]


@require_GET
def skills(request: SignedInRequest) -> HttpResponse:
    page = keyset_page(
        access_people(request.user),
        Order("display_name"),
        cursor=request.GET.get("after") or request.GET.get("before"),
        size=_PAGE,
    )
    known = able(one.pk for one in page.rows)
    ids = {pk for one in known.values() for pk in one.topics}
    names = names_of_topics(ids)
    context = {
        "rows": [_row(one, known.get(one.pk, Able()), names) for one in page.rows], "page": page,
        "tabs": standards_tabs("people"), "is_empty": not known,
    }  # fmt: skip
    return render(request, "standards/skills.html", context)


@require_http_methods(["GET", "POST"])
def skills_of(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access_person(request.user, pk)
    can = able([pk]).get(pk, Able())
    topics = list(offered_topics(*can.topics)[:_MOST_TOPICS])
    form = SkillsForm(request.POST if request.method == "POST" else None, can=can, topics=topics)
    if form.is_bound and form.is_valid():
        try:
            save_skills(
                person, languages=form.languages(), topics=form.topics(), capacity=form.cleaned_data["capacity"],
                version=form.cleaned_data["version"], by=request.user,
            )  # fmt: skip
        except CaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("standards:skills")
    context = {"form": form, "person": person, "has_topics": bool(topics)}
    return render(request, "standards/skills_of.html", context, status=422 if form.is_bound else 200)


def _row(person: User, can: Able, topics: dict[int, str]) -> Row:
    labels = {code: str(name) for code, name in settings.LANGUAGES}
    spoken = [(labels.get(code, code), level) for code, level in can.languages.items()]
    known = [(topics[pk], level) for pk, level in can.topics.items() if pk in topics]
    return Row(person, can, [_named(*one) for one in spoken], [_named(*one) for one in sorted(known)])


def _named(name: str, level: int) -> str:
    return _("%(name)s (%(level)s)") % {"name": name, "level": Level(level).label}
