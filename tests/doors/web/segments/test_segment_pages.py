from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.differentiate.models import CustomerScore, Refresh, Segment
from idic.domain.differentiate.operations.segments import create_segment, ensure_ready_segments, evaluate_all_segments
from tests.conftest import Cast
from tests.doors.web.costs import queries_of

IN_PROVINCE: dict[str, Any] = {"field": "province", "op": "eq", "value": "Rayong"}
SignIn = Callable[[str], Client]


@pytest.fixture
def segment(cast: Cast, make_customer: Callable[..., Any]) -> Segment:
    make_customer(given_name="Anong", family_name="Rayong-side", province="Rayong", phone="0811111111")
    make_customer(given_name="Boon", family_name="Trat-side", province="Trat")
    return create_segment(name="The east", description="Close to the sea", rule=IN_PROVINCE, by=cast.manager)


def _form(segment: Segment, **changes: Any) -> dict[str, Any]:
    return {
        "name": segment.name, "description": segment.description, "rule": json.dumps(segment.predicate),
        "version": segment.version, **changes,
    }  # fmt: skip


def test_the_list_words_ready_segments_in_the_readers_language(signed_in: SignIn) -> None:
    ensure_ready_segments()
    page = signed_in("analyst").get(reverse("segments:list")).content.decode()
    assert "Valuable and fading" in page
    assert "valuable_fading" not in page


def test_an_empty_list_teaches_the_next_step(signed_in: SignIn) -> None:
    page = signed_in("manager").get(reverse("segments:list")).content.decode()
    assert "No segments yet" in page
    assert reverse("segments:create") in page


def test_a_reader_sees_no_button_that_would_be_refused(signed_in: SignIn, segment: Segment) -> None:
    client = signed_in("service")
    for url in (reverse("segments:list"), reverse("segments:detail", args=[segment.pk])):
        page = client.get(url)
        assert page.status_code == 200
        assert reverse("segments:create") not in page.content.decode()
        assert reverse("segments:edit", args=[segment.pk]) not in page.content.decode()
    for url in (reverse("segments:create"), reverse("segments:edit", args=[segment.pk])):
        assert client.get(url).status_code == 403
    assert client.post(reverse("segments:archive", args=[segment.pk]), {"version": 1}).status_code == 403


def test_the_detail_shows_the_rule_in_words_and_the_members(signed_in: SignIn, segment: Segment) -> None:
    page = signed_in("manager").get(reverse("segments:detail", args=[segment.pk])).content.decode()
    assert "Province is Rayong" in page
    assert "Anong" in page
    assert "Boon" not in page


def test_the_quality_part_tells_what_is_known(signed_in: SignIn, segment: Segment) -> None:
    part = signed_in("manager").get(reverse("segments:quality", args=[segment.pk])).content.decode()
    assert "known for 100%" in part
    assert "Very small" in part


def test_a_past_day_is_counted(signed_in: SignIn, segment: Segment) -> None:
    url = reverse("segments:detail", args=[segment.pk])
    client = signed_in("manager")
    assert "the segment had 0 members" in client.get(url, {"on": "2020-01-01"}).content.decode()
    for nonsense in ("yesterday", "0001-01-01", "9999-12-31", "2020-02-30"):
        assert client.get(url, {"on": nonsense}).status_code == 200


def test_a_segment_is_made_in_the_builder(signed_in: SignIn, segment: Segment) -> None:
    answer = signed_in("quality").post(
        reverse("segments:create"), {"name": "East too", "rule": json.dumps({"all": [IN_PROVINCE]}), "version": 0}
    )
    made = Segment.objects.get(name="East too")
    assert answer["Location"] == reverse("segments:detail", args=[made.pk])
    assert (made.predicate, made.size) == (IN_PROVINCE, 1)


@pytest.mark.parametrize("rule", ["", "{", "{}", '{"all": [{"field": "province", "op": "lt", "value": "x"}]}'])
def test_a_refused_rule_shows_the_form_again_with_all_that_was_typed(
    signed_in: SignIn, segment: Segment, rule: str
) -> None:
    answer = signed_in("manager").post(
        reverse("segments:create"), {"name": "Typed name", "description": "Typed text", "rule": rule, "version": 0}
    )
    assert answer.status_code == 422
    assert "Typed name" in answer.content.decode()
    assert "Typed text" in answer.content.decode()
    assert not Segment.objects.filter(name="Typed name").exists()


def test_a_refusal_names_the_condition(signed_in: SignIn, segment: Segment) -> None:
    rule = {"all": [IN_PROVINCE, {"any": [{"field": "r", "op": "eq", "value": "five"}]}]}
    answer = signed_in("manager").post(
        reverse("segments:create"), {"name": "x", "rule": json.dumps(rule), "version": 0}
    )
    assert 'data-rule-error="all[1].any[0]"' in answer.content.decode()


def test_somebody_elses_change_is_not_overwritten(signed_in: SignIn, segment: Segment) -> None:
    client, url = signed_in("manager"), reverse("segments:edit", args=[segment.pk])
    assert client.post(url, _form(segment, name="First")).status_code == 302
    answer = client.post(url, _form(segment, name="Second"))
    assert answer.status_code == 422
    assert "Somebody else has changed this segment" in answer.content.decode()
    segment.refresh_from_db()
    assert segment.name == "First"


def test_archiving_asks_for_the_version_that_was_shown(signed_in: SignIn, segment: Segment) -> None:
    client, url = signed_in("manager"), reverse("segments:archive", args=[segment.pk])
    client.post(url, {"version": "x"})
    segment.refresh_from_db()
    assert not segment.is_archived
    assert client.post(url, {"version": segment.version})["Location"] == reverse("segments:list")
    assert client.get(reverse("segments:detail", args=[segment.pk])).status_code == 404


def test_the_live_count_tells_members_share_and_unknown(
    signed_in: SignIn, segment: Segment, make_customer: Callable[..., Any]
) -> None:
    make_customer(given_name="Chai", family_name="Nowhere")
    client = signed_in("analyst")
    part = client.post(reverse("segments:count"), {"rule": json.dumps(IN_PROVINCE)}).content.decode()
    assert "33.3% of 3" in part
    assert "For 1 customer the rule cannot be decided" in part
    refused = client.post(reverse("segments:count"), {"rule": json.dumps({"all": [IN_PROVINCE, {"any": []}]})})
    assert 'data-rule-error="all[1]"' in refused.content.decode()
    assert client.get(reverse("segments:count")).status_code == 405


def test_pages_cost_the_same_for_one_row_and_for_many(
    signed_in: SignIn, cast: Cast, segment: Segment, make_customer: Callable[..., Any]
) -> None:
    moment = datetime(2026, 10, 31, tzinfo=UTC)
    Refresh.objects.create(
        snapshot="s", as_of=date(2026, 10, 31), watermark=0, started_at=moment, finished_at=moment,
        figures={"customers": 2},
    )  # fmt: skip
    client = signed_in("manager")
    pages = [
        reverse("segments:list"), reverse("segments:detail", args=[segment.pk]) + "?on=2026-01-01",
        reverse("segments:edit", args=[segment.pk]), reverse("segments:quality", args=[segment.pk]),
    ]  # fmt: skip
    before = [queries_of(client, url) for url in pages]
    for number in range(12):
        make_customer(given_name=f"N{number}", family_name="Many", province="Rayong")
        create_segment(name=f"S{number}", description="", rule=IN_PROVINCE, by=cast.manager)
    evaluate_all_segments(at=moment)
    CustomerScore.objects.update(rfm_group="loyal", tier="migrator", monetary=10, lifetime_value=20)
    assert [queries_of(client, url) for url in pages] == before
    assert max(before) <= 12, before


def test_members_are_paged_by_value(signed_in: SignIn, segment: Segment, make_customer: Callable[..., Any]) -> None:
    for number in range(30):
        make_customer(given_name=f"Name{number:02}", family_name="Paged", province="Rayong")
    evaluate_all_segments(at=datetime(2026, 10, 31, tzinfo=UTC))
    for place, score in enumerate(CustomerScore.objects.order_by("pk")):
        CustomerScore.objects.filter(pk=score.pk).update(lifetime_value=place or None)
    client, url = signed_in("manager"), reverse("segments:detail", args=[segment.pk])
    first = client.get(url)
    assert [row.customer.score.lifetime_value for row in first.context["rows"]][:3] == [30, 29, 28]
    second = client.get(url, {"after": first.context["page"].next})
    assert [row.customer.score.lifetime_value for row in second.context["rows"]] == [5, 4, 3, 2, 1, None]
