from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.operations.reviewing import review
from idic.domain.interact.standards.operations.standards import Said, create_standard
from tests.exchanges import make_exchange, tell

pytestmark = pytest.mark.django_db


def test_each_of_the_five_shows_a_figure_or_what_to_do(signed_in, cast, django_assert_max_num_queries):
    client = signed_in("administrator")
    with django_assert_max_num_queries(12):
        page = client.get("/standards/requirements/").content.decode()
    assert page.count("not measured") >= 16
    assert "Connect the telephone system" in page
    exchange = make_exchange(cast.administrator)
    for call, kind in (("1", "answered"), ("2", ""), ("3", "")):
        begun = timezone.now() - timedelta(minutes=5)
        tell(exchange, "ringing", call=call, at=begun.isoformat(), **{"from": "0811111111", "extension": "201"})
        if kind:
            tell(exchange, kind, call=call, at=(begun + timedelta(seconds=9)).isoformat(), extension="201")
        # the third hangs up at once, and counts for nothing
        ended = begun + timedelta(seconds=2 if call == "3" else 60)
        tell(exchange, "ended", call=call, at=ended.isoformat())
    case = open_case(CaseDraft("It leaks", "phone", "complain"), by=cast.administrator)
    review(open_complaint(case, by=cast.administrator), donts=[1] * 8 + [0] * 2, steps=[2] * 6, by=cast.manager)
    page = client.get("/standards/requirements/").content.decode()
    for label in ("Calls given up", "Calls answered within 20 seconds"):
        assert "50%" in page.split(label)[1].split("</dd>")[0]
    assert "on average answered after 9 s" in page
    courtesy = page.split("ten don", 1)[1].split("</dd>")[0]
    assert "80%" in courtesy
    # one review alone tells nothing of how its points hang together: it counts as one
    assert "13% to 99%, n = 10 points in reviews: 1" in courtesy


def test_a_standard_without_a_clock_shows_its_figure(signed_in, cast):
    standard = create_standard("reopened", Said(Decimal(".05"), valid_from=timezone.now() - timedelta(days=9)),
                               by=cast.quality)  # fmt: skip
    for number in range(4):
        case = open_case(CaseDraft("It leaks", "phone"), by=cast.administrator)
        Case.objects.filter(pk=case.pk).update(state="closed", resolved_at=timezone.now(), reopened=int(number > 1))
    for address in ("/standards/list/", f"/standards/{standard.pk}/"):
        page = signed_in("administrator").get(address).content.decode()
        assert "50%" in page
        assert "above target" in page
