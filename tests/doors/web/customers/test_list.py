from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.urls import reverse

from idic.foundation.events.models import Event
from tests.doors.web.costs import queries_of
from tests.doors.web.lists.reading import cursor, names

LIST = "/customers/"


def test_the_list_needs_a_person_who_signed_in(client: Any, db: None) -> None:
    assert client.get(LIST).status_code == 302


def test_an_empty_list_teaches_the_next_step(signed_in: Any) -> None:
    text = signed_in("manager").get(LIST).content.decode()
    assert "No customers yet" in text
    assert reverse("customers:create") in text


def test_the_list_costs_the_same_for_one_row_and_for_fifty(signed_in: Any, make_customer: Any, score: Any) -> None:
    client = signed_in("administrator")
    score(make_customer(given_name="One", family_name="Alone", phone="0812345000"))
    one = queries_of(client, LIST)
    for number in range(49):
        score(make_customer(given_name=f"Person{number}", family_name="Test", phone=f"08123451{number:02}"))
    assert queries_of(client, LIST) == one
    assert one <= 12
    assert queries_of(client, f"{LIST}?sort=-value") == one


def test_pages_follow_one_another_and_lead_back(signed_in: Any, make_customer: Any) -> None:
    client = signed_in("administrator")
    for number in range(60):
        make_customer(given_name=f"A{number:03}", family_name="Test")
    first = client.get(LIST)
    second = client.get(f"{LIST}?after={cursor(first, 'after')}")
    assert (len(names(first)), len(names(second))) == (50, 10)
    back = client.get(f"{LIST}?before={cursor(second, 'before')}")
    assert names(back) == names(first)


@pytest.mark.parametrize("sort", ["name", "-name", "-created", "created", "-changed", "value", "-value", "-spend"])
def test_every_order_pages_through_all_customers_once(
    signed_in: Any, make_customer: Any, score: Any, sort: str
) -> None:
    for number in range(55):
        score(
            make_customer(given_name=f"A{number:03}", family_name="Test"),
            lifetime_value=None if number % 5 == 0 else number,
            monetary=number % 3,
        )
    client = signed_in("administrator")
    first = client.get(LIST, {"sort": sort})
    second = client.get(LIST, {"sort": sort, "after": cursor(first, "after")})
    assert len({*names(first), *names(second)}) == 55
    assert client.get(LIST, {"sort": sort, "after": "nonsense"}).status_code == 200


def test_a_cursor_of_another_order_shows_the_first_page(signed_in: Any, make_customer: Any, score: Any) -> None:
    for number in range(51):
        score(make_customer(given_name=f"A{number:03}", family_name="Test"))
    client = signed_in("administrator")
    after = cursor(client.get(LIST), "after")
    for sort in ("-value", "-created"):
        assert len(names(client.get(LIST, {"sort": sort, "after": after}))) == 50


def test_unknown_values_come_last_in_the_order_of_value(signed_in: Any, make_customer: Any, score: Any) -> None:
    for name, value in (("Low", 5), ("Unknown", None), ("High", 900)):
        score(make_customer(given_name=name, family_name="X"), lifetime_value=value)
    assert names(signed_in("manager").get(LIST, {"sort": "-value"})) == ["High X", "Low X", "Unknown X"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "organisation"}, {"Siam Foods Co., Ltd."}),
        ({"province": "Chiang Mai"}, {"Anan Jaidee"}),
        ({"group": "loyal"}, {"Anan Jaidee"}),
        ({"tier": "most_valuable"}, {"Anan Jaidee"}),
        ({"tense": "past"}, {"Siam Foods Co., Ltd."}),
        ({"group": "loyal", "province": "Bangkok"}, set()),
        ({"group": "nonsense", "segment": "x1", "sort": "password"}, {"Anan Jaidee", "Siam Foods Co., Ltd."}),
    ],
)
def test_filters_narrow_the_list(
    signed_in: Any, make_customer: Any, score: Any, query: dict[str, str], expected: set[str]
) -> None:
    score(make_customer(given_name="Anan", family_name="Jaidee", province="Chiang Mai"))
    score(
        make_customer(kind="organisation", name="Siam Foods Co., Ltd.", province="Bangkok"),
        rfm_group="lost",
        tense="past",
        tier="low_maintenance",
    )
    assert set(names(signed_in("manager").get(LIST, query))) == expected


def test_the_segment_filter_shows_its_members_and_a_chip(
    signed_in: Any, make_customer: Any, score: Any, segment: Any
) -> None:
    regulars = segment()
    score(make_customer(given_name="In", family_name="Side"), segment_ids=[regulars.pk])
    score(make_customer(given_name="Out", family_name="Side"))
    response = signed_in("manager").get(LIST, {"segment": regulars.pk})
    assert names(response) == ["In Side"]
    assert ("Segment", "Bangkok regulars", LIST) in response.context["chips"]


@pytest.mark.parametrize("text", ["สมชาย", "陳", "陈", "4321", "wangwei"])
def test_search_finds_every_script_in_the_list_and_in_the_search_of_the_frame(
    signed_in: Any, make_customer: Any, text: str
) -> None:
    make_customer(given_name="สมชาย", family_name="วงศ์สวัสดิ์", phone="0899994321")
    make_customer(given_name="美玲", family_name="陳", phone="0811110000")
    make_customer(given_name="伟", family_name="王", phone="0811110001")
    expected = {"สมชาย": "สมชาย วงศ์สวัสดิ์", "4321": "สมชาย วงศ์สวัสดิ์", "wangwei": "王伟"}.get(text, "陳美玲")
    client = signed_in("service")
    assert names(client.get(LIST, {"q": text})) == [expected]
    assert expected in client.get(reverse("search"), {"q": text}).content.decode()


def test_sales_people_see_their_own_their_team_and_nobodys_customers(
    signed_in: Any, make_customer: Any, cast: Any
) -> None:
    make_customer(by=cast.service, given_name="Other", family_name="Team", phone="0855554321")
    make_customer(by=cast.sales_colleague, given_name="Same", family_name="Team")
    client = signed_in("sales")
    assert names(client.get(LIST)) == ["Same Team"]
    assert "Other Team" not in client.get(reverse("search"), {"q": "4321"}).content.decode()


def test_a_hostile_name_is_only_text(signed_in: Any, make_customer: Any) -> None:
    make_customer(given_name="<script>alert(1)</script>", family_name="Evil")
    client = signed_in("manager")
    for url, values in ((LIST, {}), (reverse("search"), {"q": "evil"})):
        text = client.get(url, values).content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_nul_character_in_the_search_is_harmless(signed_in: Any) -> None:
    assert signed_in("manager").get(LIST, {"q": "a\x00b", "province": "\x00"}).status_code == 200


def test_the_export_is_the_list_on_show_and_leaves_an_event(
    signed_in: Any, make_customer: Any, score: Any, cast: Any
) -> None:
    score(make_customer(given_name="=HYPERLINK(1)", family_name="Evil", province="Bangkok"))
    make_customer(given_name="Not", family_name="Wanted", province="Phuket")
    client = signed_in("analyst")
    rows = list(csv.reader(io.StringIO(exported(client, "province=Bangkok").decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:-1]] == ["'=HYPERLINK(1) Evil"]
    assert "Analyst" in rows[-1][0]
    event = Event.objects.get(verb="list.exported")
    assert event.actor_id == cast.analyst.pk
    assert event.after["filters"]["look"]["quick"] == {"province": "กรุงเทพมหานคร"}
    assert (event.after["rows"], event.after["purpose"], len(event.after["sha256"])) == (1, "service", 64)


def test_the_export_as_a_workbook_opens_and_holds_the_customer(signed_in: Any, make_customer: Any, score: Any) -> None:
    from python_calamine import CalamineWorkbook

    score(make_customer(given_name="สมชาย", family_name="ใจดี"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(exported(signed_in("manager"), "", format="xlsx", columns="all")))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][rows[0].index("Name")] == "สมชาย ใจดี"
    assert (rows[1][rows[0].index("Customer lifetime value")], rows[1][rows[0].index("Net spend")]) == (
        25300.5,
        2100.25,
    ) or (rows[1][rows[0].index("Net spend")], rows[1][rows[0].index("Customer lifetime value")]) == (25300.5, 2100.25)
    marks = dict(book.get_sheet_by_index(1).to_python())
    assert (marks["Exported by"], marks["Records"]) == ("Manager", "1")


def test_the_export_needs_its_right(signed_in: Any) -> None:
    assert (
        signed_in("sales").post(reverse("lists:export", args=["customer"]), {"purpose": "service"}).status_code == 403
    )
    assert not Event.objects.filter(subject_kind="export").exists()
    assert 'data-dialog-open="export"' not in signed_in("sales").get(LIST).content.decode()


def exported(client: Any, query: str, **asked: str) -> bytes:
    from idic.foundation.jobs.models import Job
    from idic.foundation.jobs.progress import SilentProgress
    from idic.foundation.views.models import ExportRequest
    from idic.foundation.views.operations.exports import export_job

    url = reverse("lists:export", args=["customer"])
    assert client.post(url, {"query": query, "purpose": "service", "format": "csv", **asked}).status_code == 302
    found = ExportRequest.objects.latest("pk")
    assert Job.objects.filter(pk=found.job_id, kind="list.export").exists()
    export_job(SilentProgress(), {"export": found.pk})
    return b"".join(client.get(reverse("lists:download", args=[found.pk])).streaming_content)


@pytest.mark.parametrize(("language", "shown"), [("en", "Bangkok"), ("th", "กรุงเทพมหานคร"), ("zh-hant", "曼谷")])
def test_a_province_is_shown_in_the_readers_language_and_found_in_any(
    signed_in: Any, make_customer: Any, cast: Any, language: str, shown: str
) -> None:
    make_customer(given_name="Anan", family_name="Jaidee", province="กทม.")
    make_customer(given_name="Malee", family_name="Sook", province="Phuket")
    cast.manager.language = language
    cast.manager.save(update_fields=["language"])
    client = signed_in("manager")
    columns = "&cols=name&cols=province"
    for told in ("Bangkok", "กรุงเทพมหานคร", "曼谷"):
        for query in (f"province={told}", "where=" + json.dumps({"field": "province", "op": "eq", "value": told})):
            text = client.get(f"{LIST}?{query}{columns}").content.decode()
            assert ("Anan Jaidee" in text, "Malee Sook" in text) == (True, False)
            assert f"<td>{shown}</td>" in text
