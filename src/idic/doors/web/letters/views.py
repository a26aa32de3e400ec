from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.rules import may
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.queries.templates import access_templates
from idic.foundation.nouns.registry import nouns
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Row:
    template: LetterTemplate
    noun: str
    languages: list[str]


@require_GET
def template_list(request: SignedInRequest) -> HttpResponse:
    page = keyset_page(
        access_templates(request.user), Order("name"), cursor=request.GET.get("after") or request.GET.get("before")
    )
    known = {noun.code: str(noun.plural) for noun in nouns()}
    names = dict(Language.choices)
    rows = [
        Row(one, known.get(one.noun, one.noun), [names[text.language] for text in one.texts.all()]) for one in page.rows
    ]
    return render(
        request,
        "letters/list.html",
        {"rows": rows, "page": page, "may_change": may(request.user, "letter.change")},
    )
