"""As a company without any purchases would do it: its customers come in a file, with what is known of them, and one of
the columns is foretold from the others."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.differentiate.models import Prediction, TrainedModel
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.operations.definitions import create_attribute
from idic.foundation.jobs.operations.run import perform_job
from idic.warehouse.extract import take_snapshot
from tests.conftest import Cast

SignIn = Callable[[str], Client]
FILE = Path(__file__).parents[3] / "data" / "methods" / "iranian_telecom_churn.csv.gz"


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def _code(header: str) -> str:
    return header.lower().replace(" ", "_")


def _imported(cast: Cast) -> list[str]:
    """Attributes for the columns, and the file with a number and a name in front; gives the codes."""
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    for name in header:
        kind = "yes_no" if name == "Churn" else "number"
        create_attribute("customer", Draft(_code(name), kind, "behavioural", {"en": name}), by=cast.manager)  # type: ignore[arg-type]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["customer id", "full name", *header])
    writer.writerows([number, f"Subscriber {number}", *row] for number, row in enumerate(rows, start=1))
    batch = upload_import(
        [text.getvalue().encode()], file_name="customers.csv", kind="customers",
        source=ensure_source(code="billing", name="Billing", by=None), by=cast.manager,  # type: ignore[arg-type]
    )  # fmt: skip
    assert set(batch.mapping) == {"source_id", "name", *(f"x_{_code(name)}" for name in header)}
    batch = import_now(batch, by=cast.manager)  # type: ignore[arg-type]
    assert (batch.new_count, batch.refused_count) == (3150, 0)
    return [f"x_{_code(name)}" for name in header]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_imported_attribute_is_foretold_from_the_others(signed_in: SignIn, cast: Cast) -> None:
    codes = _imported(cast)
    assert Customer.objects.filter(facts__x_churn="yes").count() == 495
    folder = settings.CONFIGURATION.warehouse_folder
    take_snapshot(folder, at=timezone.now(), time_zone=settings.TIME_ZONE, report=_silent)
    client = signed_in("analyst")
    told = {
        "name": "", "kind": "attribute", "attribute": "x_churn", "value": "yes", "horizon_days": "90", "feature_days": "365",
        "gap_days": "0", "grace_days": "0", "cut": "0.5", "groups": [],
        "attributes": [code for code in codes if code != "x_churn"],
        "learner": "boosting", "contact_cost": "5", "save_rate": "0.3", "worth": "100",
    }  # fmt: skip
    assert client.post(reverse("risk:new"), told).status_code == 302
    model = TrainedModel.objects.get()
    perform_job(model.job_id)
    model.refresh_from_db()
    assert [(one["rows"], one["events"]) for one in model.population["periods"]] == [(3150, 495)]
    client.post(reverse("risk:train", args=[model.pk]))
    model.refresh_from_db()
    perform_job(model.job_id)
    model.refresh_from_db()
    assert model.is_offered, model.warnings
    # benchmarks/churn.py finds 0.98 on folds of the same customers
    assert 0.965 < model.figures["metrics"]["auc"]["value"] < 0.999
    assert model.figures["metrics"]["deciles"][0]["lift"] > 4
    assert client.get(reverse("models:card", args=[model.pk])).status_code == 200

    client.post(reverse("models:approve", args=[model.pk]), {"note": "Good"})
    refresh_scores(report=_silent)
    assert Prediction.objects.filter(model=model).count() == 3150
    top = Prediction.objects.filter(model=model).order_by("-score")[0]
    page = client.get(reverse("risk:customer", args=[top.customer_id])).content.decode()
    assert "An attribute has a certain value" in page
    assert "The attribute “Churn” is “yes”." in page
    assert "usual" in page
