"""Every outcome from the wizard to the people: real records, real jobs, real training, and the pages that tell of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.customize.operations.campaigns import CampaignRow, load_campaigns
from idic.domain.differentiate.models import CustomerScore, Prediction, RiskList, TrainedModel
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.identify.models import Customer, Source, SourceRecord
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.operations.definitions import create_attribute
from idic.foundation.jobs.operations.run import perform_job
from idic.warehouse.extract import take_snapshot
from tests.conftest import Cast

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db(transaction=True)
DAYS, PEOPLE = 500, 320
TOLD = {
    "name": "", "horizon_days": "60", "feature_days": "180", "gap_days": "0", "groups": ["behaviour"], "learner": "logistic",
    "contact_cost": "5", "save_rate": "0.3", "worth": "1000", "grace_days": "10", "cut": "0.5",
}  # fmt: skip


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


class Company:
    """Who buys at a steady pace until today, and who stops some day; `stops` is the day, counted from the first."""

    def __init__(self) -> None:
        self.dice = np.random.default_rng(4)
        self.today = timezone.localdate()
        self.source = ensure_source(code="till", name="Till", by=None)
        moment = self.moment(0)
        self.people = Customer.objects.bulk_create(
            Customer(name=f"Customer {number}", created_at=moment, updated_at=moment, kind="organisation")
            for number in range(PEOPLE)
        )
        leaves = self.dice.random(PEOPLE) < 0.4
        self.stops = np.where(leaves, self.dice.integers(100, DAYS, PEOPLE), DAYS)
        self._buy()

    def day(self, number: float) -> date:
        return self.today - timedelta(days=DAYS - int(number))

    def moment(self, number: float) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(number), datetime.min.time())) + timedelta(hours=9)

    def _buy(self) -> None:
        bought = []
        for person, stop in zip(self.people, self.stops.tolist(), strict=True):
            at, gap = float(self.dice.integers(0, 30)), float(self.dice.uniform(4, 12))
            while at < stop:
                bought.append(
                    Purchase(
                        source=self.source, key=str(len(bought)), customer=person, at=self.moment(at), currency="THB",
                        total=Decimal(100), line_count=1,
                    )
                )  # fmt: skip
                at += float(self.dice.exponential(gap)) + 1
        Purchase.objects.bulk_create(bought)

    def sign_contracts(self, by: object) -> None:
        """Who has stopped does not renew what ends within the next weeks; the others have renewed."""
        create_attribute("customer", Draft("contract_end", "date", "behavioural", {"en": "Contract until"}), by=by)  # type: ignore[arg-type]
        for person, stop in zip(self.people, self.stops.tolist(), strict=True):
            left = self.dice.integers(10, 70) + stop if stop < DAYS else DAYS + self.dice.integers(20, 300)
            person.facts = {"x_contract_end": self.day(float(left)).isoformat()}
        Customer.objects.bulk_update(self.people, ["facts"])

    def run_campaigns(self) -> None:
        """Every month one to all; three in ten like coupons and use most of them."""
        records = [
            SourceRecord(source=self.source, key=str(one.pk), customer=one, digest="", received_at=self.moment(0))
            for one in self.people
        ]
        SourceRecord.objects.bulk_create(records)
        likes = self.dice.random(PEOPLE) < 0.3
        codes = [(f"month-{number}", 30 * number) for number in range(1, DAYS // 30)]
        used = [
            (code, Source.objects.get().code, record.key, "coupon", self.day(start + 5))
            for code, start in codes
            for record, like in zip(records, likes.tolist(), strict=True)
            if self.dice.random() < (0.8 if like else 0.05)
        ]
        load_campaigns(
            [CampaignRow(code=code, name=code, kind="mail", starts_on=self.day(start), ends_on=self.day(start + 20))
             for code, start in codes],
            [(code, "till", record.key) for code, _start in codes for record in records],
            used, by=None,
        )  # fmt: skip


def _approved(signed_in: SignIn, **told: str) -> TrainedModel:
    """Through the wizard to the approval, every page looked at."""
    folder = settings.CONFIGURATION.warehouse_folder
    take_snapshot(folder, at=timezone.now(), time_zone=settings.TIME_ZONE, report=_silent)
    client = signed_in("analyst")
    answer = client.post(reverse("risk:new"), {**TOLD, **told})
    assert answer.status_code == 302, answer.context["form"].errors
    model = TrainedModel.objects.latest("pk")
    for act in ("look", "train"):
        if act == "train":
            client.post(reverse("risk:train", args=[model.pk]))
        model.refresh_from_db()
        assert model.job is not None
        perform_job(model.job.pk)
        model.refresh_from_db()
        assert model.job is not None
        assert (model.job.state, model.job.error_code) == ("done", "")
        assert client.get(reverse("risk:run", args=[model.pk])).status_code == 200
    assert model.is_offered, (model.warnings, model.figures.get("metrics", {}).get("auc"))
    page = client.get(reverse("models:card", args=[model.pk])).content.decode()
    for figure in ("Sorting power (AUC)", "Everybody the same (prevalence)", "Approve"):
        assert figure in page
    client.post(reverse("models:approve", args=[model.pk]), {"note": "Good"})
    refresh_scores(report=_silent)
    model.refresh_from_db()
    assert model.in_use
    return model


def _told_of_people(signed_in: SignIn, cast: Cast, model: TrainedModel) -> None:
    """The reasons of the first in words, and a list of which a tenth is left alone."""
    top = Prediction.objects.filter(model=model).order_by("-score", "customer")[0]
    assert len(top.reasons) == 3
    client = signed_in("manager")
    page = client.get(reverse("risk:customer", args=[top.customer_id])).content.decode()
    assert model.label in page
    assert "usual" in page
    ranked = client.get(reverse("risk:overview"), {"model": str(model.pk)}).content.decode()
    assert "Make a list" in ranked
    told = {
        "model": str(model.pk), "size": "40", "owner": str(cast.manager.pk), "due_on": "2027-01-04", "method": "telephone",  # type: ignore[attr-defined]
        "held_out": "10", "contact_cost": "5", "save_rate": "0.3", "worth": "1000",
    }  # fmt: skip
    client.post(reverse("risk:make"), told)
    made = RiskList.objects.get()
    assert made.model_id == model.pk
    assert (made.entries.count(), made.entries.filter(is_held_out=True).count()) == (40, 4)
    page = client.get(reverse("risk:list", args=[made.pk])).content.decode()
    assert "Held out by lot" in page


def test_a_contract_that_ends_is_a_loss_once_the_days_of_grace_are_over(signed_in: SignIn, cast: Cast) -> None:
    company = Company()
    company.sign_contracts(cast.manager)
    model = _approved(signed_in, kind="contractual", contract="x_contract_end")
    newest = date.fromisoformat(model.population["periods"][-1]["t0"])
    assert newest + timedelta(days=60 + 10 - 1) <= company.today
    scored = set(Prediction.objects.filter(model=model).values_list("customer_id", flat=True))
    running = {one.pk for one in company.people if one.facts["x_contract_end"] > company.today.isoformat()}
    assert scored
    assert scored <= running
    assert CustomerScore.objects.exclude(churn_risk=None).count() == len(scored)
    _told_of_people(signed_in, cast, model)


@pytest.mark.slow
def test_who_probably_buys_no_more_can_be_what_is_foretold(signed_in: SignIn, cast: Cast) -> None:
    Company()
    model = _approved(signed_in, kind="p_alive", horizon_days="150")
    assert model.figures["metrics"]["auc"]["value"] > 0.7
    assert {"not_in_the_alive_model", "no_purchase_in_window"} >= {
        code for period in model.population["periods"] for code, count in period["left_out"].items() if count
    }  # fmt: skip
    _told_of_people(signed_in, cast, model)


@pytest.mark.slow
def test_who_will_answer_a_campaign_is_foretold_and_listed(signed_in: SignIn, cast: Cast) -> None:
    Company().run_campaigns()
    model = _approved(signed_in, kind="campaign", campaign="*")
    assert (model.purpose, model.label) == ("outcome", "Answers a campaign")
    assert model.figures["metrics"]["auc"]["value"] > 0.8
    assert model.figures["importance"][0]["feature"] == "campaigns_redeemed"
    assert not CustomerScore.objects.exclude(churn_risk=None).exists()
    _told_of_people(signed_in, cast, model)
