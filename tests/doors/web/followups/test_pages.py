from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore, Segment
from idic.domain.identify.models import Customer
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up, create_follow_up
from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.calendars.queries.clocks import default_clock
from idic.foundation.calendars.working_days import next_working_day
from tests.doors.web.costs import queries_of


@pytest.fixture
def make_work(cast, make_customer):
    def make(number=1, *, owner=None, days=-1, segment=None, name="Person"):
        made = []
        for n in range(number):
            customer = make_customer(
                given_name=f"{name}{n}", family_name="Test", email=f"{name}{n}@example.com".lower()
            )
            Customer.objects.update(owner=None, team=None)
            made.append(
                create_follow_up(
                    customer, owner=owner or cast.manager, due_on=timezone.localdate() + timedelta(days=days),
                    method="telephone", reason="no_purchase", segment=segment, by=cast.manager,
                )
            )  # fmt: skip
        return made

    return make


@pytest.fixture
def segment(db):
    return Segment.objects.create(name="Called soon", predicate={})


def test_the_list_opens_where_work_waits_longest(signed_in, make_work):
    browser = signed_in("manager")
    make_work(days=3, name="Later")
    assert browser.get("/follow-ups/").context["tab"] == "later"
    make_work(days=-1, name="Overdue")
    answer = browser.get("/follow-ups/")
    assert answer.context["tab"] == "overdue"
    assert [row.follow_up.customer.given_name for row in answer.context["rows"]] == ["Overdue0"]


def test_a_number_is_called_by_a_click_as_far_as_it_may_be_seen(signed_in, make_work):
    one = make_work()[0]
    Customer.objects.filter(pk=one.customer_id).update(phone="+66812345678", province="TH-83")
    assert '<a href="tel:+66812345678">+66812345678</a>' in signed_in("manager").get("/follow-ups/").content.decode()
    role = RoleDefinition.objects.get(code="manager")
    for access in ("masked", "hidden"):
        role.group_access = {"customer": {"contact": access}}
        role.save()
        page = signed_in("manager").get("/follow-ups/").content.decode()
        assert "12345678" not in page
        assert "Number withheld" not in page


def test_mine_team_and_all_reach_as_far_as_rights_do(signed_in, cast, make_work):
    make_work(owner=cast.service, name="Own")
    make_work(owner=cast.service_colleague, name="Colleague")
    make_work(owner=cast.sales, name="Stranger")

    def shown(who, whose):
        rows = signed_in(who).get("/follow-ups/", {"whose": whose, "tab": "overdue"}).context["rows"]
        return {row.follow_up.customer.given_name for row in rows}

    assert shown("service", "mine") == {"Own0"}
    assert shown("service", "team") == {"Own0", "Colleague0"}
    assert shown("service", "all") == {"Own0"}
    assert shown("manager", "all") == {"Own0", "Colleague0", "Stranger0"}
    assert shown("manager", "mine") == set()


def test_filters_narrow_and_unknown_values_do_not(signed_in, make_work, segment):
    make_work(segment=segment, name="In")
    make_work(name="Out")
    browser = signed_in("manager")
    assert len(browser.get("/follow-ups/", {"segment": segment.pk}).context["rows"]) == 1
    assert len(browser.get("/follow-ups/", {"method": "email"}).context["rows"]) == 0
    assert len(browser.get("/follow-ups/", {"method": "smoke", "segment": "x", "tab": "?"}).context["rows"]) == 2


def test_the_list_costs_the_same_for_one_and_for_fifty(signed_in, make_work):
    browser = signed_in("manager")
    counted = []
    for number in (1, 50):
        make_work(number, name=f"Batch{number}x")
        counted.append(queries_of(browser, "/follow-ups/?tab=overdue"))
    assert counted[0] == counted[1] <= 12


def test_the_second_page_goes_on_where_the_first_ended(signed_in, make_work):
    make_work(51)
    browser = signed_in("manager")
    first = browser.get("/follow-ups/?tab=overdue").context
    second = browser.get("/follow-ups/", {"tab": "overdue", "after": first["page"].next}).context
    assert (len(first["rows"]), len(second["rows"])) == (50, 1)


def test_done_in_the_dialog_asks_for_an_outcome_and_offers_to_undo(signed_in, make_work):
    one = make_work()[0]
    browser = signed_in("manager")
    url, htmx = f"/follow-ups/{one.pk}/completion/", {"HX-Request": "true"}
    assert b"Reached, satisfied" in browser.get(url, headers=htmx).content
    refused = browser.post(url, {"note": "kept words"}, headers=htmx)
    assert refused.status_code == 422
    assert b"Choose what came of it." in refused.content
    assert b"kept words" in refused.content
    done = browser.post(url, {"outcome": "reached_satisfied"}, headers=htmx)
    assert "followups:closed" in done.headers["HX-Trigger"]
    assert f"/follow-ups/{one.pk}/reopening/" in done.content.decode()
    browser.post(f"/follow-ups/{one.pk}/reopening/", headers=htmx)
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("open", "")


def test_the_page_closes_moves_cancels_and_tells_the_history(signed_in, cast, make_work):
    one = make_work()[0]
    browser, page = signed_in("manager"), f"/follow-ups/{one.pk}/"
    day = timezone.localdate() + timedelta(days=7)
    moved = {"owner": cast.service.pk, "due_on": day.isoformat(), "version": 1}
    assert browser.post(f"{page}rescheduling/", moved).status_code == 302
    assert browser.post(f"{page}rescheduling/", moved).status_code == 422
    assert browser.post(f"{page}cancellation/").status_code == 302
    assert browser.post(f"{page}completion/", {"outcome": "not_reached"}).status_code == 422
    one.refresh_from_db()
    assert (one.owner_id, one.due_on, one.state) == (cast.service.pk, day, "cancelled")
    answer = browser.get(page)
    assert len(answer.context["history"]) == 3


def test_a_new_follow_up_is_due_on_the_next_working_day_unless_said_otherwise(signed_in, cast, make_customer):
    customer = make_customer()
    browser, url = signed_in("manager"), f"/follow-ups/new/?customer={customer.pk}"
    form = browser.get(url).context["form"]
    assert form.initial["due_on"] == next_working_day(timezone.localdate(), default_clock())
    values = {
        "owner": cast.manager.pk,
        "due_on": "2027-01-04",
        "method": "visit",
        "reason": "thanks",
        "note": "Bring tea",
    }
    refused = browser.post(url, {**values, "due_on": "04/01/2027"})
    assert refused.status_code == 422
    assert b"Bring tea" in refused.content
    assert browser.post(url, values).status_code == 302
    made = FollowUp.objects.get()
    assert (made.customer_id, made.due_on.isoformat(), made.method, made.note) == (
        customer.pk,
        "2027-01-04",
        "visit",
        "Bring tea",
    )


def test_a_segment_is_planned_from_its_page(signed_in, cast, make_customer, segment):
    for n in range(3):
        customer = make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com")
        CustomerScore.objects.update_or_create(
            customer=customer, defaults={"segment_ids": [segment.pk], "lifetime_value": Decimal(n)}
        )
    browser, url = signed_in("manager"), f"/follow-ups/plan/?segment={segment.pk}"
    assert [one.value for one in browser.get(url).context["candidates"]] == [2, 1, 0]
    values = {"owner": cast.manager.pk, "due_on": "2027-01-04", "method": "telephone", "reason": "thanks", "limit": 2}
    assert browser.post(url, values).url == f"/follow-ups/?segment={segment.pk}&whose=mine"
    assert FollowUp.objects.filter(segment=segment).count() == 2
    assert "Called soon" in browser.get("/follow-ups/plan/").content.decode()


def test_a_reader_sees_and_is_offered_no_act(signed_in, cast, make_work):
    one = make_work()[0]
    browser = signed_in("analyst")
    assert b"completion" not in browser.get("/follow-ups/?whose=all&tab=overdue").content
    assert b"completion" not in browser.get(f"/follow-ups/{one.pk}/").content
    for act in ("completion", "cancellation", "reopening"):
        assert browser.post(f"/follow-ups/{one.pk}/{act}/").status_code == 403
    for page in ("new", "plan"):
        assert browser.get(f"/follow-ups/{page}/").status_code == 403


def test_a_stranger_does_not_learn_that_it_exists(signed_in, cast, make_work):
    one = make_work(owner=cast.manager)[0]
    assert signed_in("service").get(f"/follow-ups/{one.pk}/").status_code == 404
    assert signed_in("service").post(f"/follow-ups/{one.pk}/completion/", {"outcome": "not_reached"}).status_code == 404


def test_the_done_tab_is_narrowed_by_outcome(signed_in, cast, make_work):
    for one, outcome in zip(make_work(2), ("not_reached", "reached_unhappy"), strict=True):
        complete_follow_up(one, outcome=outcome, by=cast.manager)
    rows = signed_in("manager").get("/follow-ups/?tab=done&outcome=reached_unhappy").context["rows"]
    assert [row.follow_up.outcome for row in rows] == ["reached_unhappy"]


def test_the_filters_unfold_as_those_of_every_list_and_whose_stays_in_sight(signed_in, make_work):
    make_work()
    page = signed_in("manager").get("/follow-ups/?whose=all").content.decode()
    bar = page[page.index('<form class="filter-bar"') :]
    bar = bar[: bar.index("</form>")]
    seen, folded = bar.split('<div class="list-selects"')
    assert 'name="whose"' in seen
    assert "data-unfold" in seen
    assert ('name="method"' in folded, 'name="reason"' in folded) == (True, True)
    assert "shell/filters" in page
