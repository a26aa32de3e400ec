from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from idic.domain.differentiate.models import Analysis, Refresh
from idic.foundation.jobs.models import Job
from tests.analyses import DAY, MOMENT, RESULTS, make_analysis
from tests.conftest import Cast

PAGES = ("baskets", "paths", "cohorts", "rhythm")


@pytest.fixture
def figures(cast: Cast) -> Refresh:
    now = timezone.now()
    return Refresh.objects.create(snapshot="20260302T1", as_of=DAY, watermark=0, started_at=now, finished_at=now)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_page_says_what_comes_first(kind: str, cast: Cast, signed_in: Callable[[str], Client]) -> None:
    text = text_of(signed_in("analyst"), reverse(f"behaviour:{kind}"))
    assert "import purchases and refresh the figures" in text
    Refresh.objects.create(snapshot="s", as_of=DAY, watermark=0, started_at=timezone.now(), finished_at=timezone.now())
    assert "press Compute" in text_of(signed_in("analyst"), reverse(f"behaviour:{kind}"))


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("baskets", ["Tea", "Biscuits", "1,000", "chosen: one in a thousand", "at most 5%"]),
        (
            "paths",
            [
                "Tea → Biscuits",
                "60 of 100 customers",
                "At most 90 days apart",
                "Purchases of Tea",
                "90%",
                "Call",
                "Follow-up: E-mail",
                "Campaign 7",
                "After a contact: 20; without one before: 75",
            ],
        ),
        ("cohorts", ["Jan 2026", "50%", "45%"]),
        ("rhythm", ["14 days", "40 days", "not determined"]),
    ],
)
def test_a_kept_result_is_shown_with_its_day_and_snapshot(
    kind: str, shown: list[str], figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    make_analysis(kind, cast.analyst)
    client = signed_in("quality")
    text = text_of(client, reverse(f"behaviour:{kind}"))
    assert [one for one in [*shown, "Mar 1, 2026", "20260302T100000-000001"] if one not in text] == []
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(f"behaviour:{kind}"))
    assert len(captured.captured_queries) <= 12


def test_a_result_from_before_contacts_were_weighed_says_so(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    analysis = make_analysis("paths", cast.analyst)
    older = {key: value for key, value in RESULTS["paths"].items() if key != "attribution"}
    Analysis.objects.filter(pk=analysis.pk).update(result=older)
    assert "Compute again to see it" in text_of(signed_in("analyst"), reverse("behaviour:paths"))
    few = {**RESULTS["paths"]["attribution"], "rows": [], "purchases": 3}
    Analysis.objects.filter(pk=analysis.pk).update(result={**older, "attribution": few})
    assert "Too little to weigh" in text_of(signed_in("analyst"), reverse("behaviour:paths"))


def test_rules_come_some_at_a_time_and_keep_their_line(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    analysis = make_analysis("baskets", cast.analyst)
    rules = [{**RESULTS["baskets"]["rules"][0], "a": [f"Tea {number}"]} for number in range(40)]
    Analysis.objects.filter(pk=analysis.pk).update(result={**RESULTS["baskets"], "rules": rules})
    client = signed_in("manager")
    first = text_of(client, reverse("behaviour:baskets"))
    assert 'id="list-14"' in first
    assert 'id="list-15"' not in first
    assert "What hangs together" in first
    assert 'id="list-15"' in text_of(client, f"{reverse('behaviour:baskets')}?after=15")


def test_only_who_may_change_segments_is_offered_a_list(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    analysis = make_analysis("baskets", cast.analyst)
    address = reverse("behaviour:list", args=[analysis.pk])
    assert address in text_of(signed_in("manager"), reverse("behaviour:baskets"))
    assert address not in text_of(signed_in("sales"), reverse("behaviour:baskets"))
    assert signed_in("manager").post(address, {"line": "1", "name": "Tea without milk"}).status_code == 302
    job = Job.objects.get(kind="behaviour.list")
    assert job.arguments["told"] == {"a": ["Milk"], "b": ["Tea"]}
    for line in ("2", "-1", "x", ""):
        assert signed_in("manager").post(address, {"line": line, "name": "No"}).status_code == 404


def test_products_have_names_only_for_who_may_see_the_catalogue(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    analysis = make_analysis("baskets", cast.analyst)
    rules = [{**RESULTS["baskets"]["rules"][0], "a": [987], "b": [988]}]
    Analysis.objects.filter(pk=analysis.pk).update(
        parameters={**analysis.parameters, "level": "product"}, result={**RESULTS["baskets"], "rules": rules}
    )
    assert "Product 987" in text_of(signed_in("analyst"), reverse("behaviour:baskets"))


def test_a_younger_attempt_that_failed_says_why_beside_the_old_result(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    make_analysis("baskets", cast.analyst)
    job = Job.objects.create(
        kind="behaviour.analyse", state="failed", error_code="too_few_receipts",
        error_data={"receipts": 12, "fewest": 30}, created_by=cast.analyst,
    )  # fmt: skip
    Analysis.objects.create(kind="baskets", parameters={}, job=job, created_by=cast.analyst, created_at=MOMENT)
    text = text_of(signed_in("analyst"), reverse("behaviour:baskets"))
    assert "Only 12 receipts fall into this choice; at least 30" in text
    assert "Biscuits" in text


def test_asking_queues_one_job_and_a_wrong_choice_none(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("analyst")
    answer = client.post(reverse("behaviour:ask", args=["baskets"]), {"months": "7"}, follow=True)
    assert "Choose one of the values that are offered." in answer.content.decode()
    assert client.post(reverse("behaviour:ask", args=["nothing"])).status_code == 404
    assert not Job.objects.exists()


def test_a_waiting_analysis_is_followed_until_it_has_come(
    figures: Refresh, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    job = Job.objects.create(kind="behaviour.analyse", state="running", step="baskets_search", created_by=cast.analyst)
    waiting = Analysis.objects.create(kind="baskets", job=job, created_by=cast.analyst, created_at=MOMENT)
    address = reverse("behaviour:progress", args=[waiting.pk])
    assert "Searching for what is bought together" in text_of(signed_in("analyst"), address)
    Analysis.objects.filter(pk=waiting.pk).update(computed_at=MOMENT, result=RESULTS["baskets"])
    assert signed_in("analyst").get(address).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("van_westendorp", ["82.5", "102.5", "10 people count", "do not rise: 1", "price is missing: 1", "cheap?"]),
        ("gabor_granger", ["Most profit, of the prices asked", "beyond the prices asked", "made to fall"]),
    ],
)
def test_a_study_can_be_opened_again(
    kind: str, shown: list[str], cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    study = make_analysis(kind, cast.analyst)
    text = text_of(signed_in("sales"), reverse("behaviour:study", args=[study.pk]))
    assert [one for one in shown if one not in text] == []
    assert "Tea at the fair" in text_of(signed_in("sales"), reverse("behaviour:prices"))
    assert (
        signed_in("sales").get(reverse("behaviour:study", args=[make_analysis("baskets", cast.analyst).pk])).status_code
        == 404
    )


def test_an_upload_is_kept_and_a_wrong_file_says_what_it_lacks(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("analyst")
    good = SimpleUploadedFile("tea.csv", b"too_cheap,cheap,expensive,too_expensive\n1,2,3,4\n2,3,4,5\n")
    answer = client.post(reverse("behaviour:prices"), {"kind": "van_westendorp", "file": good, "title": "Tea"})
    assert answer.status_code == 302
    study = Analysis.objects.get()
    assert (study.title, study.parameters["answers"]) == ("Tea", [[1, 2, 3, 4], [2, 3, 4, 5]])
    bad = SimpleUploadedFile("tea.csv", b"a,b\n1,2\n")
    refused = client.post(reverse("behaviour:prices"), {"kind": "van_westendorp", "file": bad})
    assert refused.status_code == 422
    assert "It has: a, b." in refused.content.decode()
