from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.interact.cases.models import Case
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.models import Finding, Plan, PlanStep
from idic.domain.interact.plans.operations.plans import switch_plan
from idic.domain.interact.plans.operations.starting import start_plan
from idic.domain.sales.models import Purchase
from tests.contracts.world import make_finding, make_plan
from tests.doors.web.costs import queries_of

FORM = {
    "name": "Call after the sale", "kind": "after_sale", "trigger": "sale", "day_kind": "business", "owner_rule": "person",
    "gap_days": "0", "per_day": "20", "tries": "2", "held_out": "0", "method_1": "telephone", "days_1": "2",
    "questions_1": "Is everything well?", "method_2": "visit", "days_2": "5", "questions_2": "",
}  # fmt: skip


@pytest.fixture
def bought(make_customer):
    """Customers of nobody in particular, each with a purchase of today."""

    def make(number=1, first=0):
        source = ensure_source(code="shop", name="Shop", by=None)
        made = []
        for n in range(first, first + number):
            made.append(make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com"))
            Purchase.objects.create(source=source, key=f"R{n}", customer=made[-1], at=timezone.now(), total=100,
                                    currency=settings.CONFIGURATION.currency)  # fmt: skip
        Customer.objects.update(owner=None, team=None)
        return made

    return make


@pytest.fixture
def begun(cast, bought):
    plan = make_plan("After the sale", cast.administrator)
    plan = switch_plan(plan, is_on=True, version=1, by=cast.manager, at=timezone.now() - timedelta(days=3))
    bought(2)
    start_plan(plan)
    return plan


def test_a_plan_is_made_looked_at_changed_and_switched_on(cast, signed_in, bought):
    browser = signed_in("quality")
    bought(3)
    answer = browser.post("/follow-up-plans/new/", {**FORM, "owner": cast.service.pk})
    plan = Plan.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/follow-up-plans/{plan.pk}/")
    seen = browser.get(answer.url)
    assert seen.context["looked"].begun == 3
    assert b"It would have begun for 3 customers" in seen.content
    assert (
        browser.get(f"/follow-up-plans/{plan.pk}/edit/").context["form"]["questions_1"].value() == "Is everything well?"
    )
    changed = {**FORM, "owner": cast.service.pk, "method_2": "", "version": "1"}
    browser.post(f"/follow-up-plans/{plan.pk}/edit/", changed)
    assert [PlanStep.objects.filter(version__number=number).count() for number in (1, 2)] == [2, 1]
    stale = browser.post(f"/follow-up-plans/{plan.pk}/edit/", changed)
    assert stale.status_code == 422
    browser.post(f"/follow-up-plans/{plan.pk}/switch/", {"on": "1", "version": "2"})
    assert Plan.objects.get().is_on
    browser.post(f"/follow-up-plans/{plan.pk}/archive/", {"version": "3"})
    assert Plan.objects.filter(is_on=False, is_archived=True).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"), ({"owner": ""}, "owner"), ({"trigger": "silence"}, "silent_days"),
        ({"trigger": "contract"}, "attribute"), ({"trigger": "cycle", "tiers": "most_valuable"}, "a_year"),
        ({"trigger": "cycle", "a_year": "4"}, "tiers"), ({"per_day": "0"}, "per_day"), ({"held_out": "60"}, "held_out"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_at_its_field(cast, signed_in, wrong, field):
    answer = signed_in("manager").post("/follow-up-plans/new/", {**FORM, "owner": cast.service.pk, **wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Plan.objects.exists()


def test_the_page_of_a_follow_up_asks_what_the_plan_says_and_keeps_what_was_found(cast, signed_in, begun):
    browser = signed_in("administrator")
    first = FollowUp.objects.order_by("pk")[0]
    page = browser.get(f"/follow-ups/{first.pk}/")
    assert b"Is everything well?" in page.content
    said = {"outcome": "reached_unhappy", "note": "Spoke long", "finding_kind": "problem", "severity": "3",
            "finding_text": "The lid does not close", "promised_for": f"{timezone.localdate()}"}  # fmt: skip
    refused = browser.post(f"/follow-ups/{first.pk}/completion/", {**said, "finding_text": ""})
    assert (refused.status_code, list(refused.context["outcome_form"].errors)) == (422, ["finding_text"])
    FollowUp.objects.update(due_on=timezone.localdate())
    answer = browser.post(f"/follow-ups/{first.pk}/completion/", {**said, "next": "1"})
    assert answer.url == "/follow-ups/next/"
    finding = Finding.objects.get()
    assert finding.promised_for == timezone.localdate()
    assert b"Promised by" in browser.get("/follow-up-plans/findings/").content
    assert (finding.kind, finding.severity, finding.text) == ("problem", 3, "The lid does not close")
    following = FollowUp.objects.filter(state="open").order_by("due_on", "pk")[0]
    assert browser.get("/follow-ups/next/").url == f"/follow-ups/{following.pk}/"
    assert browser.get("/follow-ups/next/", {"after": following.pk}).url == "/follow-ups/"


def test_the_list_shows_and_chooses_by_plan(cast, signed_in, begun, make_customer):
    make_finding(make_customer(), cast.administrator)
    browser = signed_in("administrator")
    answer = browser.get("/follow-ups/", {"plan": begun.pk, "tab": "later"})
    assert {row.plan for row in answer.context["rows"]} == {"After the sale"}
    assert len(answer.context["rows"]) == 2


def test_a_finding_is_closed_with_what_was_done_or_becomes_a_complaint(cast, signed_in, make_customer):
    browser, finding = signed_in("sales"), make_finding(make_customer(), cast.sales)
    Customer.objects.update(owner=None, team=None)
    assert b"The lid does not close" in browser.get("/follow-up-plans/findings/", {"mine": "1"}).content
    assert browser.post(f"/follow-up-plans/findings/{finding.pk}/closing/", {"done": ""}).status_code == 422
    answer = browser.post(f"/follow-up-plans/findings/{finding.pk}/case/", {"as": "complaint"})
    assert answer.url == f"/cases/{Case.objects.get().pk}/"
    browser.post(f"/follow-up-plans/findings/{finding.pk}/closing/", {"done": "A new lid is on its way"})
    page = browser.get(f"/follow-up-plans/findings/{finding.pk}/")
    assert b"A new lid is on its way" in page.content
    assert browser.get("/follow-up-plans/findings/", {"closed": "1"}).context["rows"][0].finding == finding


def test_the_results_say_what_cannot_be_compared(signed_in, begun):
    page = signed_in("analyst").get(f"/follow-up-plans/{begun.pk}/results/", {"days": "30"})
    assert page.context["found"].begun == 2
    assert page.context["covered"].running == 2
    assert b"Nobody has had 90 days" in page.content


def test_fifty_rows_cost_as_many_queries_as_one(cast, signed_in, bought):
    plan = make_plan("After the sale", cast.administrator)
    plan = switch_plan(plan, is_on=True, version=1, by=cast.manager, at=timezone.now() - timedelta(days=3))
    browser, make_one = signed_in("administrator"), bought
    pages = ("/follow-up-plans/", "/follow-up-plans/findings/", f"/follow-up-plans/{plan.pk}/",
             f"/follow-up-plans/{plan.pk}/results/", "/follow-ups/?tab=later")  # fmt: skip
    counts = []
    for number, first in ((1, 0), (24, 1)):
        for n, customer in enumerate(make_one(number, first)):
            make_finding(customer, cast.administrator)
            make_plan(f"Plan {first + n}", cast.administrator)
        start_plan(plan)
        counts.append([queries_of(browser, page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_what_a_plan_has_begun_is_stopped_and_a_finding_given_on_by_a_button(cast, signed_in, begun):
    browser = signed_in("administrator")
    page = browser.get(f"/follow-up-plans/{begun.pk}/")
    assert page.context["running"] == 2
    first = FollowUp.objects.order_by("pk")[0]
    said = {"outcome": "reached_unhappy", "finding_kind": "problem", "severity": "2", "finding_text": "No lid"}
    browser.post(f"/follow-ups/{first.pk}/completion/", said)
    finding = Finding.objects.get()
    assert browser.post(f"/follow-up-plans/findings/{finding.pk}/giving/", {"owner": ""}).status_code == 422
    browser.post(f"/follow-up-plans/findings/{finding.pk}/giving/", {"owner": cast.manager.pk})
    assert Finding.objects.get().owner_id == cast.manager.pk
    browser.post(f"/follow-up-plans/{begun.pk}/stopping/", {"version": page.context["plan"].version})
    assert not FollowUp.objects.filter(state="open").exists()
    assert browser.get(f"/follow-up-plans/{begun.pk}/").context["running"] == 0
