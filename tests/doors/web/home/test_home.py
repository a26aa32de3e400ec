from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Refresh, Segment
from idic.domain.interact.operations.follow_ups import create_follow_up

FIGURES = {
    "customers": 100, "joined": 10, "records": 120, "reachable": 90, "buyers": 80, "spend": "1000.50",
    "lifetime_value": "5000", "p_alive": 0.5, "tense": {"current": {"customers": 60, "spend": "900"}}, "tier": {},
    "rfm_group": {"champions": {"customers": 12, "spend": "500"}, "at_risk": {"customers": 5, "spend": "50"}},
    "monthly": [{"month": "2026-08", "net": 10.5, "buyers": 3, "purchases": 4},
                {"month": "2026-10", "net": 12.5, "buyers": 4, "purchases": 5}],
}  # fmt: skip


def refresh(name, **figures):
    now = timezone.now()
    return Refresh.objects.create(
        snapshot=name, as_of=now.date(), watermark=0, parameters={"currency": "THB"}, figures={**FIGURES, **figures},
        started_at=now, finished_at=now,
    )  # fmt: skip


def fill(cast, make_customer, number):
    at_risk, _made = Segment.objects.get_or_create(code="at_risk", defaults={"name": "at_risk", "predicate": {}})
    for n in range(number):
        customer = make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com")
        CustomerScore.objects.update_or_create(customer=customer, defaults={"segment_ids": [at_risk.pk]})
        create_follow_up(
            customer, owner=cast.manager, due_on=timezone.localdate() - timedelta(days=1), method="telephone",
            reason="no_purchase", by=cast.manager,
        )  # fmt: skip


def test_before_the_first_import_the_page_teaches_the_first_steps(signed_in):
    page = signed_in("administrator").get("/").content.decode()
    assert "Start the loop" in page
    assert "/imports/new/" in page


def test_every_role_sees_its_home(signed_in, cast, make_customer):
    fill(cast, make_customer, 1)
    refresh("one")
    for name in ("administrator", "manager", "service", "sales", "analyst", "quality"):
        answer = signed_in(name).get("/")
        assert answer.status_code == 200, name
        assert ("/refreshes/start/" in answer.content.decode()) == (name in ("administrator", "manager", "analyst")), (
            name
        )


def test_two_turns_are_set_side_by_side(signed_in, cast, make_customer):
    fill(cast, make_customer, 1)
    refresh("one")
    refresh("two", customers=110, rfm_group={"champions": {"customers": 9, "spend": "500"}})
    answer = signed_in("manager").get("/")
    moved = {change.label: (change.now, change.change, change.verdict) for change in answer.context["moves"]}
    assert moved == {"Champions": ("9", "−3", "bad"), "At risk": ("0", "−5", "good")}
    assert [(one.label, one.change) for one in answer.context["changes"]] == [("Customers", "+10")]
    assert "+10% since the last turn" in answer.content.decode()


def test_a_month_without_a_sale_is_drawn_as_a_gap(signed_in, cast, make_customer):
    fill(cast, make_customer, 1)
    refresh("one")
    chart = signed_in("manager").get("/").context["spend"]
    assert chart.option["series"][0]["data"] == [10.5, 0, 12.5]
    assert chart.table.links[1] == "/purchases/?since=2026-09-01&until=2026-09-30"


@pytest.mark.parametrize("number", [1, 50])
def test_the_page_costs_at_most_twelve_queries(signed_in, cast, make_customer, number):
    fill(cast, make_customer, number)
    refresh("one")
    refresh("two")
    browser = signed_in("manager")
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get("/")
    assert answer.status_code == 200
    assert len(queries) == 12


def test_dashboards_are_at_hand_the_starred_first_and_without_one_the_page_teaches_it(signed_in, cast, make_customer):
    from idic.warehouse.operations.dashboards import create_dashboard

    fill(cast, make_customer, 1)
    browser = signed_in("sales")
    assert "Make a dashboard" in browser.get("/").content.decode()
    boards = [create_dashboard(name=f"Board {n}", sharing="public", by=cast.manager) for n in range(6)]
    browser.post(f"/dashboards/{boards[0].pk}/star/", {"star": "yes"})
    page = browser.get("/")
    assert [one.name for one in page.context["dashboards"]] == ["Board 0", "Board 5", "Board 4", "Board 3"]
    assert f'href="/dashboards/{boards[0].pk}/"' in page.content.decode()
    assert "Make a dashboard" not in page.content.decode()
    browser.post(f"/dashboards/{boards[0].pk}/star/", {"star": "no"})
    assert browser.get("/").context["dashboards"][0].name == "Board 5"
