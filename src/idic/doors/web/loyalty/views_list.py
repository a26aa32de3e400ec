from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.queries.programmes import access_programmes, member_counts, newest_rules
from idic.domain.customize.loyalty.rules import MANAGES
from idic.doors.web.loyalty.wording import life_words, rate_words, state_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Row:
    programme: Programme
    rate: str
    life: str
    members: int
    state: str
    tone: str
    icon: str


@require_GET
def programmes(request: SignedInRequest) -> HttpResponse:
    archived = "archived" in request.GET
    page = keyset_page(
        access_programmes(request.user, archived=archived), Order("name"),
        cursor=request.GET.get("after") or request.GET.get("before"),
    )  # fmt: skip
    rules, members = newest_rules(page.rows), member_counts(page.rows)
    rows = [
        Row(one, rate_words(one, rules[one.pk]), life_words(rules[one.pk]), members.get(one.pk, 0), *state_words(one))
        for one in page.rows
    ]
    context = {"rows": rows, "page": page, "archived": archived, "may_manage": may(request.user, MANAGES)}
    return render(request, "loyalty/list.html", context)
