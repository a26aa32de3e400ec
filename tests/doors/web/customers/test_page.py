from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from idic.domain.customize.operations.campaigns import CampaignRow, load_campaigns
from idic.domain.identify.models import Customer, Source, SourceRecord
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.privacy.models.hold import ProcessingLock
from idic.domain.identify.queries.records import records_shown
from idic.domain.interact.operations.follow_ups import create_follow_up
from idic.domain.sales.queries.customer_purchases import purchase_history, spend_by_month
from idic.doors.web.customers.facts import facts_of
from idic.doors.web.customers.spend import spend_chart
from idic.doors.web.shell.charts import ChartTable
from idic.doors.web.shell.parts.blocks import chart
from idic.doors.web.shell.stencil import around
from tests.doors.web.costs import queries_of

AT = datetime(2026, 9, 20, 5, 0, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


def _text(client: Any, url: str, **headers: str) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_page_shows_who_it_is_and_where_each_value_comes_from(
    signed_in: Any, make_customer: Any, cast: Any
) -> None:
    customer = make_customer(
        by=cast.sales,
        given_name="Anan",
        family_name="Jaidee",
        phone="0812345678",
        email="anan@example.com",
        birth_date="1990-05-01",
        province="Bangkok",
    )
    record = SourceRecord.objects.get(customer=customer)
    text = _text(signed_in("manager"), f"/customers/{customer.pk}/")
    for part in (
        "Anan Jaidee",
        "Looked after by Sales, team Sales north",
        "tel:+66812345678",
        "mailto:anan@example.com",
        "May 1, 1990",
        f"record {record.key}",
        "No figures yet",
        "No purchases known",
    ):
        assert part in text


def test_the_page_costs_at_most_twelve_queries_however_much_there_is(
    signed_in: Any, make_customer: Any, score: Any, segment: Any, purchase: Any, cast: Any
) -> None:
    client = signed_in("administrator")
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    score(customer, segment_ids=[segment("First").pk])
    purchase(customer, "first", AT)
    follow_up = {"owner": cast.service, "due_on": date(2026, 12, 1), "method": "telephone", "reason": "other"}
    create_follow_up(customer, **follow_up, by=cast.manager)
    one = queries_of(client, f"/customers/{customer.pk}/")
    for number in range(30):
        purchase(customer, str(number), AT - timedelta(days=30 * number))
        create_follow_up(customer, **follow_up, by=cast.manager)
    type(customer.score).objects.filter(pk=customer.pk).update(segment_ids=[segment(f"S{n}").pk for n in range(10)])
    assert queries_of(client, f"/customers/{customer.pk}/") == one <= 12


def test_another_teams_customer_is_not_there(signed_in: Any, make_customer: Any, cast: Any) -> None:
    customer = make_customer(by=cast.service, given_name="Other", family_name="Team")
    record = SourceRecord.objects.get(customer=customer)
    client = signed_in("sales")
    for path in ("", "edit/", "timeline/", "campaigns/", f"records/{record.pk}/"):
        assert client.get(f"/customers/{customer.pk}/{path}").status_code == 404
    assert client.get("/customers/999999999/").status_code == 404


def test_an_id_that_was_merged_away_leads_to_the_customer_it_became(signed_in: Any, make_customer: Any) -> None:
    old, new = make_customer(given_name="Old", family_name="A"), make_customer(given_name="New", family_name="B")
    Customer.objects.filter(pk=old.pk).update(merged_into=new)
    assert signed_in("manager").get(f"/customers/{old.pk}/").headers["Location"] == f"/customers/{new.pk}/"


def test_a_hostile_name_is_only_text(signed_in: Any, make_customer: Any, purchase: Any) -> None:
    evil = "<script>alert(1)</script>"
    customer = make_customer(given_name=evil, family_name="X", note=evil, address=evil)
    purchase(customer, evil, AT, place="</script><script>alert(2)")
    client = signed_in("manager")
    record = SourceRecord.objects.get(customer=customer)
    for path in ("", "edit/", "timeline/", f"records/{record.pk}/"):
        text = _text(client, f"/customers/{customer.pk}/{path}")
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_scores_carry_their_reasons_and_their_parameters(signed_in: Any, make_customer: Any, score: Any) -> None:
    customer = make_customer()
    score(customer, reasons=["one_purchase_day"], p_alive=1.0, frequency=1)
    text = _text(signed_in("analyst"), f"/customers/{customer.pk}/")
    for part in (
        "recency score 5 of 5",
        "artefact of the model",
        "October 1, 2026",
        "next 52 weeks",
        "margin of 25%",
        "discounted at 10%",
        "฿2,100",
        "Most valuable",
    ):
        assert part in text


def test_whether_still_a_customer_is_said_by_the_model_that_was_chosen(
    signed_in: Any, make_customer: Any, score: Any, refresh: Any
) -> None:
    customer = make_customer()
    score(customer)
    refresh.fitted = {"purchases": {"model": "ParetoNbd"}}
    refresh.save()
    text = _text(signed_in("analyst"), f"/customers/{customer.pk}/")
    assert "by the Pareto/NBD model" in text
    assert "BG/NBD" not in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("no_purchase", "No purchase is known"),
        ("first_purchase_on_last_day", "too recent for a forecast"),
        ("lifetime_value_not_fitted", "too few customers have bought more than once"),
        ("lifetime_value_worse_than_naive", "worse than a simple average"),
        ("a_code_of_tomorrow", "a_code_of_tomorrow"),
    ],
)
def test_what_is_not_known_says_why(signed_in: Any, make_customer: Any, score: Any, code: str, words: str) -> None:
    customer = make_customer()
    score(customer, reasons=[code], p_alive=None, lifetime_value=None, tier="", r=None, f=None, m=None, rfm_group="")
    text = _text(signed_in("analyst"), f"/customers/{customer.pk}/")
    assert words in text
    assert "not known" in text


def test_a_segment_explains_itself_when_asked(signed_in: Any, make_customer: Any, score: Any, segment: Any) -> None:
    regulars = segment()
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Bangkok")
    score(customer, segment_ids=[regulars.pk])
    client = signed_in("sales")
    customer_page = f"/customers/{customer.pk}/segments/{regulars.pk}/"
    assert client.get(customer_page).status_code == 404
    text = _text(signed_in("manager"), customer_page, **HTMX)
    for part in ("Province is Bangkok", "Number of purchases is at least 5", "Here: 14"):
        assert part in text
    assert "<html" not in text


def test_spend_is_summed_by_month_without_other_currencies(make_customer: Any, purchase: Any) -> None:
    customer = make_customer()
    # the last evening of July in UTC is August in Bangkok
    purchase(customer, "a", datetime(2026, 7, 31, 20, tzinfo=UTC), "100")
    purchase(customer, "b", datetime(2026, 8, 15, tzinfo=UTC), "-30", kind="return")
    purchase(customer, "c", datetime(2026, 10, 2, tzinfo=UTC), "7")
    purchase(customer, "d", datetime(2026, 10, 2, tzinfo=UTC), "5000", currency="USD")
    found = spend_by_month(customer.pk, currency="THB")
    assert [(one.month.month, int(one.amount), one.purchases) for one in found.months] == [
        (8, 70, 2),
        (9, 0, 0),
        (10, 7, 1),
    ]
    assert found.other_currencies == 1
    assert purchase_history(customer.pk, currency="THB")[0] == found


def test_few_purchases_are_summed_as_the_database_sums_many(make_customer: Any, purchase: Any) -> None:
    customer = make_customer()
    for number in range(65):
        purchase(customer, str(number), AT - timedelta(days=11 * number), f"{number}.25")
        if number in (0, 7, 59, 64):
            spend, latest = purchase_history(customer.pk, currency="THB")
            assert spend == spend_by_month(customer.pk, currency="THB")
            assert [str(one.amount) for one in spend.months] == [
                str(one.amount) for one in spend_by_month(customer.pk, currency="THB").months
            ]
            assert [one.key for one in latest] == [str(one) for one in range(min(number + 1, 8))]


def test_the_timeline_merges_purchases_and_events_and_pages_through_all(
    signed_in: Any, make_customer: Any, purchase: Any, cast: Any
) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    for number in range(30):
        purchase(customer, f"R{number:02}", AT - timedelta(days=number))
        customer.refresh_from_db()
        if number < 15:
            edit_customer(
                customer,
                {"note": str(number)},
                version=customer.version,
                by=cast.manager,
                at=AT - timedelta(days=40 - number),
            )
    client = signed_in("manager")
    url: str = f"/customers/{customer.pk}/timeline/"
    keys: list[str] = []
    moments = []
    while url:
        response = client.get(url, headers=HTMX)
        page = response.context["page"]
        keys += [entry.who if "receipt" in entry.who else entry.title for entry in page.entries]
        moments.append([entry.at for entry in page.entries])
        url = f"/customers/{customer.pk}/timeline/?{page.next.query()}" if page.next else ""
    assert len(keys) == 30 + 15 + 1
    assert sum("receipt R" in key for key in keys) == len({key for key in keys if "receipt R" in key}) == 30
    assert all(page == sorted(page, reverse=True) for page in moments)


@pytest.mark.parametrize(
    "query", ["event=x", "event=9&purchase=4", "at=yesterday&purchase=4", "at=2026-13-45T00:00&purchase=1"]
)
def test_a_position_that_cannot_be_read_starts_at_the_newest(signed_in: Any, make_customer: Any, query: str) -> None:
    customer = make_customer()
    assert signed_in("manager").get(f"/customers/{customer.pk}/timeline/?{query}").status_code == 200


def test_a_part_opened_by_itself_or_from_the_history_is_a_whole_page(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer()
    client = signed_in("manager")
    url = f"/customers/{customer.pk}/timeline/"
    assert "<html" in _text(client, url)
    assert "<html" not in _text(client, url, **HTMX)
    assert "<html" in _text(client, url, **HTMX, **{"HX-History-Restore-Request": "true"})


def test_a_record_shows_what_was_received_and_what_it_said_before(
    signed_in: Any, make_customer: Any, cast: Any
) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")
    edit_customer(customer, {"phone": "0898765432"}, version=customer.version, by=cast.manager)
    record = SourceRecord.objects.get(customer=customer)
    text = _text(signed_in("manager"), f"/customers/{customer.pk}/records/{record.pk}/", **HTMX)
    assert "0898765432" in text
    assert "0812345678" in text
    other = make_customer(given_name="Other", family_name="Person")
    assert signed_in("manager").get(f"/customers/{other.pk}/records/{record.pk}/").status_code == 404


def test_campaigns_say_whether_a_coupon_was_used(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer()
    record = SourceRecord.objects.select_related("source").get(customer=customer)
    spring = CampaignRow("spring", "Spring fair", "mail", date(2026, 3, 1), date(2026, 4, 1))
    load_campaigns(
        [spring],
        [("spring", record.source.code, record.key)],
        [("spring", record.source.code, record.key, "C1", date(2026, 3, 5))],
        by=None,
    )
    text = _text(signed_in("manager"), f"/customers/{customer.pk}/campaigns/", **HTMX)
    assert "Spring fair" in text
    assert "Coupon used" in text


def test_a_fact_names_its_record_and_the_ones_that_say_otherwise(signed_in: Any, make_customer: Any, cast: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", birth_date="1990-05-01", occupation="")
    other = make_customer(given_name="Anand", family_name="Jaidee", birth_date="1990-05-01")
    till = Source.objects.create(code="till", name="Till", rank=10)
    SourceRecord.objects.filter(customer=other).update(customer=customer, source=till)
    # a bulk import names the record of few fields only
    Customer.objects.filter(pk=customer.pk).update(provenance={})
    customer.refresh_from_db()
    facts = {fact.label: fact for fact in facts_of(customer, records_shown(customer), cast.manager)}
    assert facts["Name"].told_by is not None
    assert facts["Name"].told_by.source.code == "desk"
    assert [(one.record.source.code, one.value) for one in facts["Name"].others] == [("till", "Anand Jaidee")]
    assert facts["Birth date"].told_by is not None
    assert facts["Birth date"].others == ()


def test_the_page_of_one_reader_and_customer_is_not_the_page_of_another(
    signed_in: Any, make_customer: Any, score: Any, segment: Any, purchase: Any
) -> None:
    first = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678", email="anan@example.com")
    second = make_customer(given_name="Malee", family_name="Sook", phone="0898765432", email="malee@example.com")
    for customer, amount in ((first, "111"), (second, "222")):
        score(customer, segment_ids=[segment(f"Segment of {customer.given_name}").pk])
        purchase(customer, f"till-{amount}", AT, amount)
    marks = {
        first: ("Jaidee", "+66812345678", "anan@example.com", "till-111", "Segment of Anan", f"/customers/{first.pk}/"),
        second: (
            "Sook",
            "+66898765432",
            "malee@example.com",
            "till-222",
            "Segment of Malee",
            f"/customers/{second.pk}/",
        ),
    }
    for reader in ("manager", "analyst", "manager", "analyst"):
        client = signed_in(reader)
        for one, other in ((first, second), (second, first)):
            text = _text(client, f"/customers/{one.pk}/")
            assert not [mark for mark in marks[other] if mark in text]
            masked = [mark for mark in marks[one] if mark not in text]
            # Whoever sees no contact reads the number and the address with their middle masked.
            assert masked == ([] if reader == "manager" else list(marks[one][1:3]))


def test_the_open_tab_and_the_notice_belong_to_the_customer_on_show(signed_in: Any, make_customer: Any) -> None:
    one, two = make_customer(given_name="Anan"), make_customer(given_name="Malee")
    client = signed_in("manager")
    ProcessingLock.objects.create(customer=one, reason="asked")
    for _round in range(2):
        restricted, free = (_text(client, f"/customers/{customer.pk}/") for customer in (one, two))
        assert "The use of this data is restricted" in restricted
        assert f"/customers/{one.pk}/edit/" not in restricted
        assert "The use of this data is restricted" not in free
        assert f"/customers/{two.pk}/edit/" in free
        notes = _text(client, f"/customers/{two.pk}/?tab=notes")
        assert "data-note-list" in notes or "record-notes" in notes
        assert "customer-page" not in notes


def test_the_chart_of_the_spend_is_the_chart_of_every_page(make_customer: Any, purchase: Any) -> None:
    customer = make_customer()
    for number in range(3):
        purchase(customer, str(number), AT - timedelta(days=40 * number), f"{number + 1}23.4567")
    spend = spend_by_month(customer.pk, currency="THB")
    months, amounts = [one.month for one in spend.months], [one.amount for one in spend.months]
    expected = chart(
        id="spend-by-month",
        option={
            "xAxis": {"type": "category", "data": months},
            "yAxis": {"type": "value"},
            "series": [{"name": "Net spend", "type": "bar", "data": amounts, "barMaxWidth": 28}],
        },
        title="Spend by month",
        table=ChartTable(
            columns=["Month", "Net spend", "Purchases"],
            rows=[(one.month, one.amount, one.purchases) for one in spend.months],
            forms=["month", "money:THB", "number"],
        ),
        value="money:THB",
        category="month",
        height="sm",
        note="Net of returns; up to the month of the last purchase",
    )
    assert spend_chart(around(), spend, "THB") == expected
