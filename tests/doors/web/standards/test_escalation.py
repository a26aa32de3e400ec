from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.standards.models import Standard, StandardVersion
from idic.domain.interact.standards.queries.executives import executive_ids

pytestmark = pytest.mark.django_db


def test_the_page_says_who_stands_on_which_rung_and_names_executives(cast, signed_in):
    client = signed_in("quality")
    page = client.get("/standards/escalation/").content.decode()
    assert "Who leads the team" in page
    assert cast.manager.display_name in page
    assert client.post("/standards/escalation/", {"people": [cast.manager.pk]}).status_code == 302
    assert executive_ids() == {cast.manager.pk}
    assert 'name="people"' not in signed_in("service").get("/standards/escalation/").content.decode()


def test_a_new_standard_starts_with_the_usual_ladder(cast, signed_in):
    client = signed_in("quality")
    page = client.get("/standards/new/").content.decode()
    assert "At 75% of the time" in page
    values = {
        "measure": "resolution", "target_share": "90", "target_minutes": "60", "most_pause_minutes": "120", "tell_75": "lead",
        "tell_100": "manager", "tell_150": "executive",
    }  # fmt: skip
    assert client.post("/standards/new/", values).status_code == 302
    version = StandardVersion.objects.get()
    assert [(one["share"], one["tell"]) for one in version.escalation] == [
        (75, "lead"), (100, "manager"), (150, "executive"),
    ]  # fmt: skip
    assert version.most_pause_minutes == 120
    page = client.get(f"/standards/{version.standard_id}/").content.decode()
    assert "At 150% of the time: The executive is told." in page
    assert "count for 2 h of open time at most" in page
    # a measure without a time takes the filled-in ladder of the form for nothing
    share = {**values, "measure": "reopened", "target_minutes": "", "most_pause_minutes": ""}
    assert client.post("/standards/new/", share).status_code == 302
    assert Standard.objects.get(measure="reopened").versions.get().escalation == []


def test_the_report_shows_paused_and_gross_times(cast, make_standard, make_case, signed_in):
    standard = make_standard("resolution", 60 * 24, most_pause=600)
    case = make_case(days=2)
    paused = pause_case(
        case, reason="customer", version=case.version, by=cast.service, at=case.received_at + timedelta(hours=1)
    )
    resolve_case(
        paused, outcome="solved", version=paused.version, by=cast.service, at=case.received_at + timedelta(hours=20)
    )
    page = signed_in("service").get(f"/standards/{standard.pk}/").content.decode()
    for words in ("As it counts", "Open time of the pauses that count", "With pauses", "Gross"):
        assert words in page
    cells = [text.split("<")[0] for text in page.split('<td class="text-nowrap">')[1:9]]
    assert cells == ["10 h", "10 h", "10 h", "10 h", "20 h", "20 h", "20 h", "20 h"]
    assert timezone.now() > case.received_at
