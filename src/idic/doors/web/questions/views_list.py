from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from idic.doors.web.questions.address import address
from idic.doors.web.questions.ready import BY_CODE, READY
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page
from idic.warehouse.asking import wake
from idic.warehouse.queries.questions import access_questions, may_change
from idic.warehouse.questions.asked import check_readable
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.reading import read_question
from idic.warehouse.rights import RowCut, cut_for

_NEWEST_FIRST = Order("id", descending=True)


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """One's own and what others share, newest first; then what comes with the product."""
    found = access_questions(request.user).select_related("owner", "team")
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(found, _NEWEST_FIRST, cursor=cursor)
    rows = [(one, may_change(request.user, one)) for one in page.rows]
    cut = cut_for(request.user)
    wake()
    offered = [one for one in READY if _readable(one.asked, cut)]
    return render(request, "questions/list.html", {"page": page, "rows": rows, "ready": offered})


@require_GET
def ready(request: SignedInRequest, code: str) -> HttpResponse:
    require(request.user, "question.ask")
    found = BY_CODE.get(code)
    if found is None:
        raise NotVisible
    return HttpResponseRedirect(address(reverse("questions:ask"), read_question(found.asked)))


def _readable(asked: dict[str, object], cut: RowCut) -> bool:
    try:
        check_readable(read_question(asked), cut)
    except QuestionError:
        return False
    return True
