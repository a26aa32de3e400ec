from __future__ import annotations

import re

import pytest

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.standards.errors import StandardOutdated
from idic.domain.interact.standards.models import ServiceFunction
from idic.domain.interact.standards.operations.functions import FunctionDraft, set_function
from idic.foundation.events.models import Event

pytestmark = pytest.mark.django_db
URL = "/standards/functions/"


def test_all_seven_stand_there_and_lead_to_their_figures(cast, signed_in, make_customer, django_assert_max_num_queries):
    for customer in (make_customer(), None, None):
        open_case(CaseDraft("It leaks", "email", "complain", customer=customer), by=cast.service)
    client = signed_in("quality")
    client.get(URL)
    with django_assert_max_num_queries(12):
        page = client.get(URL).content.decode()
    assert len(re.findall(r'href="/standards/functions/[a-z_]+/"', page)) == 7
    for what, share in (("known", "33%"), ("unknown", "67%")):
        url = re.search(rf'href="(/standards/evidence/\?what={what}[^"]+)">{share}<', page)[1].replace("&amp;", "&")
        assert f"({1 if what == 'known' else 2})" in client.get(url).content.decode()


def test_who_answers_for_it_and_the_five_reasons_are_kept(cast, signed_in):
    client = signed_in("quality")
    page = client.get(f"{URL}feedback/").content.decode()
    assert page.count('name="reason_') == 5
    values = {
        "owner": cast.manager.pk, "kpi": "Nine of ten handled", "done_by": "own", "reason_cost": "no", "reason_time": "yes",
        "version": "0",
    }  # fmt: skip
    assert client.post(f"{URL}feedback/", values).status_code == 302
    row = ServiceFunction.objects.get()
    assert (row.owner, row.kpi, row.reasons) == (cast.manager, "Nine of ten handled", {"cost": "no", "time": "yes"})
    page = client.get(URL).content.decode()
    assert "Nine of ten handled" in page
    assert "1 of 2 reasons for a firm outside hold" in page
    # somebody else had it open
    assert client.post(f"{URL}feedback/", {**values, "kpi": "Other"}).status_code == 422
    with pytest.raises(StandardOutdated):
        set_function("feedback", FunctionDraft(), version=0, by=cast.quality)
    assert Event.objects.filter(verb="service_function.changed").count() == 1


def test_others_read_and_do_not_write(cast, signed_in):
    client = signed_in("service")
    assert client.get(URL).status_code == 200
    assert client.get(f"{URL}feedback/").status_code == 403
    assert signed_in("quality").get(f"{URL}moods/").status_code == 404
