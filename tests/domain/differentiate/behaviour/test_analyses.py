"""Analyses from a small shop: real database, real snapshot, real jobs; what is kept is what the shop sold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.customize.models import Campaign, CampaignContact
from idic.domain.differentiate.behaviour.errors import AnalysisRefused, AnswersRefused
from idic.domain.differentiate.models import Analysis, ListedCustomer, Refresh, Segment
from idic.domain.differentiate.operations.analyses import (
    ask_for_analysis,
    ask_for_list,
    remove_analysis,
    upload_price_study,
)
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.domain.work.models import Task
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.run import perform_job
from idic.warehouse.extract import take_snapshot
from tests.conftest import Cast

AS_OF = date(2026, 6, 30)
PEOPLE = 24


@pytest.fixture
def shop(transactional_db: None, cast: Cast) -> list[Customer]:
    """Everybody buys tea with biscuits three times, ten days apart; the first four never biscuits. Twenty buy milk once,
    a week after. Postage stands on every receipt."""
    source = ensure_source(code="till", name="Till", by=None)
    made = datetime(2026, 1, 1, tzinfo=UTC)
    products = {name: _product(name) for name in ("Tea", "Biscuits", "Milk", "Postage")}
    Product.objects.filter(pk=products["Postage"].pk).update(is_goods=False)
    people = Customer.objects.bulk_create(
        Customer(name=f"Customer {number}", created_at=made, updated_at=made) for number in range(PEOPLE)
    )
    for number, person in enumerate(people):
        for turn in range(3):
            bought = ["Tea", "Postage"] if number < 4 else ["Tea", "Biscuits", "Postage"]
            _buy(source, person, date(2026, 5, 1) + timedelta(days=10 * turn), [products[name] for name in bought])
        if number < 20:
            _buy(source, person, date(2026, 5, 28), [products["Milk"]])
    snapshot = take_snapshot(
        settings.CONFIGURATION.warehouse_folder, at=timezone.now(), time_zone="UTC", report=lambda *_: None
    )
    Refresh.objects.create(
        snapshot=snapshot.name, as_of=AS_OF, watermark=0, started_at=timezone.now(), finished_at=timezone.now()
    )
    return people


def _product(name: str) -> Product:
    category = Category.objects.create(name=name, path=f"{name}/")
    return Product.objects.create(code=name, name=name, category=category, created_at=timezone.now())


def _buy(source: object, person: Customer, day: date, products: list[Product]) -> None:
    purchase = Purchase.objects.create(
        source=source, key=f"{person.pk}-{day}", customer=person, at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        currency=settings.CONFIGURATION.currency, total=Decimal(10 * len(products)), line_count=len(products),
    )  # fmt: skip
    PurchaseLine.objects.bulk_create(
        PurchaseLine(
            purchase=purchase, key=str(number), product=product, quantity=1, unit_price=Decimal(10), amount=Decimal(10)
        )
        for number, product in enumerate(products)
    )


def computed(kind: str, cast: Cast, **told: object) -> Analysis:
    analysis = ask_for_analysis(kind, {"level": "category_1", **told}, by=cast.analyst)
    perform_job(analysis.job_id)
    analysis.refresh_from_db()
    return analysis


def test_baskets_tell_what_is_bought_together_and_who_lacks_the_second(shop: list[Customer], cast: Cast) -> None:
    analysis = computed("baskets", cast)
    result = analysis.result
    assert (result["receipts"], result["min_count"], result["chosen"]) == (92, 5, True)
    (rule,) = result["rules"]
    assert (rule["a"], rule["b"], rule["count"], rule["missing"]) == (["Biscuits"], ["Tea"], 60, 0)
    assert rule["conviction"] is None
    assert analysis.as_of == AS_OF
    assert Event.objects.filter(verb="analysis.computed", subject_id=analysis.pk).exists()


def test_single_products_are_kept_by_their_number(shop: list[Customer], cast: Cast) -> None:
    tea = Product.objects.get(code="Tea").pk
    assert computed("baskets", cast, level="product").result["rules"][0]["b"] == [tea]


def test_the_customers_behind_a_rule_become_a_static_list(shop: list[Customer], cast: Cast) -> None:
    analysis = computed("baskets", cast)
    job = ask_for_list(analysis, {"a": ["Tea"], "b": ["Biscuits"]}, name="Tea only", by=cast.manager)
    perform_job(job.pk)
    job.refresh_from_db()
    segment = Segment.objects.get(pk=job.result["segment"])
    assert (segment.name, segment.is_static) == ("Tea only", True)
    assert set(ListedCustomer.objects.filter(segment=segment).values_list("customer_id", flat=True)) == {
        one.pk for one in shop[:4]
    }
    nobody = ask_for_list(analysis, {"a": ["Biscuits"], "b": ["Tea"]}, name="None", by=cast.manager)
    perform_job(nobody.pk)
    assert Job.objects.get(pk=nobody.pk).error_code == "list_empty"


def test_paths_take_the_main_category_of_a_day_and_leave_out_repeats(shop: list[Customer], cast: Cast) -> None:
    result = computed("paths", cast).result
    assert result["buyers"] == PEOPLE
    assert {tuple(path["steps"]): path["count"] for path in result["paths"]} == {
        ("Tea", "Milk"): 4, ("Biscuits", "Milk"): 16, ("Biscuits",): 4,
    }  # fmt: skip
    assert [1, "Biscuits", "Milk", 16] in result["links"]


def _contacts(people: list[Customer], cast: Cast) -> None:
    """A campaign reaches everybody before the milk; the first twelve are called as well, five more too late."""
    source = ensure_source(code="till", name="Till", by=None)
    campaign = Campaign.objects.create(
        code="milk", name="Milk weeks", starts_on=date(2026, 5, 20), ends_on=date(2026, 6, 20)
    )
    for number, person in enumerate(people):
        record = SourceRecord.objects.create(
            source=source, key=str(person.pk), customer=person, received_at=timezone.now()
        )
        CampaignContact.objects.create(campaign=campaign, record=record, customer=person)
        if number < 12:
            _called(person, date(2026, 5, 25), cast)
        elif number < 17:
            _called(person, date(2026, 6, 25), cast)
    Task.objects.create(title="Call", kind="call", customer=people[0], owner=cast.manager, due_on=date(2026, 5, 26))
    snapshot = take_snapshot(
        settings.CONFIGURATION.warehouse_folder, at=timezone.now(), time_zone="UTC", report=lambda *_: None
    )
    Refresh.objects.create(
        snapshot=snapshot.name, as_of=AS_OF, watermark=0, started_at=timezone.now(), finished_at=timezone.now()
    )


def _called(person: Customer, day: date, cast: Cast) -> None:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    Task.objects.create(
        title="Call",
        kind="call",
        state="done",
        customer=person,
        owner=cast.manager,
        starts_at=at,
        done_at=at,
        sorted_at=at,
    )


def test_purchases_are_shared_out_to_the_contacts_before_them(shop: list[Customer], cast: Cast) -> None:
    _contacts(shop, cast)
    milk = Category.objects.get(name="Milk")
    told = computed("paths", cast, outcome=milk.pk, window=14, touches="campaign").result["attribution"]
    # twenty bought milk eight days after the campaign began; four did not, and five calls may still lead to it
    assert [told[name] for name in ("outcome", "purchases", "untouched", "paths", "open")] == ["Milk", 20, 0, 24, 5]
    called = f"campaign:{Campaign.objects.get().pk}"
    rows = {row["touch"]: row for row in told["rows"]}
    assert {touch: (row["first"], row["last"], row["paths"]) for touch, row in rows.items()} == {
        called: (20, 8, 24), "task:call": (0, 12, 12),
    }  # fmt: skip
    # every path begins with the campaign; of twenty that buy twelve go over the call
    assert (rows[called]["removal"], rows["task:call"]["removal"]) == (1, 0.6)
    assert (rows[called]["markov"], rows["task:call"]["markov"]) == (12.5, 7.5)


def test_without_contacts_nothing_is_shared_out(shop: list[Customer], cast: Cast) -> None:
    told = computed("paths", cast).result["attribution"]
    assert (told["outcome"], told["rows"], told["purchases"]) == ("", [], 0)
    assert told["untouched"] == 3 * PEOPLE + 20
    gone = ask_for_analysis("paths", {"outcome": "999999"}, by=cast.analyst)
    perform_job(gone.job_id)
    assert Job.objects.get(pk=gone.job_id).error_code == "category_gone"


def test_cohorts_are_empty_after_the_day_of_the_figures(shop: list[Customer], cast: Cast) -> None:
    result = computed("cohorts", cast).result
    assert result["months"] == ["2026-05", "2026-06"]
    assert result["size"] == [PEOPLE, 0]
    assert result["retention"][0] == [1, 0]
    assert result["retention"][1] == [None, None]


def test_the_rhythm_says_who_is_due_and_who_is_overdue(shop: list[Customer], cast: Cast) -> None:
    analysis = computed("rhythm", cast)
    tea = next(row for row in analysis.result["rows"] if row["category"] == "Tea")
    assert (tea["gaps"], tea["median"], tea["p90"], tea["due"], tea["overdue"]) == (48, 10, 10, 0, 24)
    milk = next(row for row in analysis.result["rows"] if row["category"] == "Milk")
    assert (milk["median"], milk["due"], milk["overdue"]) == (None, 0, 0)
    job = ask_for_list(analysis, {"category": "Tea", "what": "overdue"}, name="Tea again", by=cast.manager)
    perform_job(job.pk)
    assert Job.objects.get(pk=job.pk).result["customers"] == PEOPLE


def test_a_segment_narrows_the_customers(shop: list[Customer], cast: Cast) -> None:
    from idic.domain.differentiate.operations.static_lists import create_static_list

    few = create_static_list(name="Few", customer_ids=[one.pk for one in shop[:4]], by=cast.manager, source="pasted")
    analysis = computed("baskets", cast, segment=few.pk)
    assert analysis.result is None
    assert (analysis.job.error_code, analysis.job.error_data["receipts"]) == ("too_few_receipts", 16)


def test_what_is_not_offered_is_refused(shop: list[Customer], cast: Cast) -> None:
    for wrong in ({"level": "colour"}, {"months": "7"}, {"min_count": "1"}, {"min_count": "x"}, {"max_q": "0.5"},
                  {"touches": "all"}, {"window": "5"}, {"outcome": "-1"}):  # fmt: skip
        with pytest.raises(AnalysisRefused):
            ask_for_analysis("baskets", wrong, by=cast.analyst)
    with pytest.raises(NotVisible):
        ask_for_analysis("baskets", {"segment": "999999"}, by=cast.analyst)


@pytest.mark.django_db
def test_without_figures_nothing_is_queued(cast: Cast) -> None:
    with pytest.raises(AnalysisRefused):
        ask_for_analysis("cohorts", {}, by=cast.analyst)
    assert not Job.objects.exists()


def uploaded(kind: str, text: str, cast: Cast, **more: object) -> Analysis:
    analysis = upload_price_study(
        kind, iter([text.encode()]), file_name="answers.csv", title="", by=cast.analyst, **more
    )
    perform_job(analysis.job_id)
    analysis.refresh_from_db()
    return analysis


PRICES = [(40, 60, 80, 100), (50, 70, 100, 130), (60, 80, 110, 150), (30, 45, 60, 75), (80, 95, 120, 160),
          (45, 65, 85, 105), (90, 110, 130, 170), (55, 75, 95, 120), (35, 50, 65, 80), (70, 85, 105, 140)]  # fmt: skip


def test_answers_in_thai_headings_are_read_and_the_faults_counted(transactional_db: None, cast: Cast) -> None:
    rows = "\n".join(",".join(map(str, row)) for row in [*PRICES, (70, 60, 105, 140), ("cheap", 60, 105, 140)])
    study = uploaded("van_westendorp", f"ถูกเกินไป,ถูก,แพง,แพงเกินไป\n{rows}\n", cast)
    result = study.result
    assert [result[name] for name in ("pmc", "opp", "ipp", "pme")] == [65, 80, 82.5, 102.5]
    assert (result["respondents"], result["intransitive"], result["unanswered"]) == (10, 1, 1)
    assert (study.parameters["unreadable"], study.parameters["first"], study.title) == (1, "cheap", "answers.csv")


def test_a_price_test_is_read_long_or_wide(transactional_db: None, cast: Cast) -> None:
    long = "price,willing\n" + "\n".join(f"{price},{'yes' if place < n else 'no'}"
                                         for price, n in ((90, 6), (100, 5), (110, 4)) for place in range(10))  # fmt: skip
    wide = "person,at 90,at 100,at 110\n" + "\n".join(
        f"p{place}," + ",".join("1" if place < n else "0" for n in (6, 5, 4)) for place in range(10)
    )
    first, second = (uploaded("gabor_granger", text, cast, cost=60.0).result for text in (long, wide))
    assert first["rows"] == second["rows"]
    assert first["best"]["revenue"]["price"] == 90
    assert first["best"]["profit"] == {"price": 100, "index": 20}


def test_a_file_without_the_columns_says_what_it_needs(transactional_db: None, cast: Cast) -> None:
    with pytest.raises(AnswersRefused, match=r"too_cheap.*It has: a, b"):
        uploaded("van_westendorp", "a,b\n1,2\n", cast)
    with pytest.raises(AnswersRefused):
        uploaded("gabor_granger", "a,b\n1,2\n", cast)
    few = uploaded("van_westendorp", "too_cheap,cheap,expensive,too_expensive\n1,2,3,4\n", cast)
    assert (few.result, few.job.error_code) == (None, "too_few_respondents")


def test_only_its_maker_or_who_refreshes_removes_a_study(transactional_db: None, cast: Cast) -> None:
    rows = "\n".join(",".join(map(str, row)) for row in PRICES)
    study = uploaded("van_westendorp", f"too_cheap,cheap,expensive,too_expensive\n{rows}\n", cast)
    with pytest.raises(NotAllowed):
        remove_analysis(study, by=cast.sales)
    remove_analysis(study, by=cast.analyst)
    assert not Analysis.objects.exists()
    assert Event.objects.filter(verb="analysis.removed").count() == 1
