from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.sales.models import PurchaseLine
from idic.foundation.jobs.models import Job
from idic.warehouse.star.marts import MARTS
from tests.conftest import Cast
from tests.warehouse.test_incremental import History, snapshot

SignIn = Callable[[str], Client]


@pytest.mark.django_db
def test_before_the_first_refresh_the_page_says_what_to_do(signed_in: SignIn, settings: Any) -> None:
    client = signed_in("analyst")
    page = client.get(reverse("warehouse:overview")).content.decode()
    assert "Nothing has been copied yet" in page
    assert "One row per line of a purchase" in page
    assert "No snapshot yet" in client.get(reverse("warehouse:snapshots")).content.decode()
    client.post(reverse("warehouse:refresh"))
    assert Job.objects.filter(kind="refresh").count() == 1
    running = client.get(reverse("warehouse:overview")).content.decode()
    assert "Refresh now" not in running


@pytest.mark.django_db
@pytest.mark.parametrize("mart", [mart.name for mart in MARTS])
def test_every_column_of_every_mart_is_explained(signed_in: SignIn, mart: str) -> None:
    shown = next(one for one in MARTS if one.name == mart)
    page = signed_in("quality").get(reverse("warehouse:mart", args=[mart])).content.decode()
    for column in shown.columns:
        assert f"<code>{column.name}</code>" in page
        assert all(source in page for source in column.sources)


@pytest.mark.django_db
def test_who_reads_a_column_less_is_named(signed_in: SignIn) -> None:
    page = signed_in("manager").get(reverse("warehouse:mart", args=["customers"])).content.decode()
    assert "Masked for: Analyst." in page
    assert "Rows of the team&#x27;s customers" in page


@pytest.mark.django_db
def test_a_mart_that_nobody_declared_is_not_found(signed_in: SignIn) -> None:
    assert signed_in("analyst").get(reverse("warehouse:mart", args=["passwords"])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_snapshots_are_held_against_each_other(signed_in: SignIn, cast: Cast, settings: Any) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    shutil.rmtree(warehouse, ignore_errors=True)  # what other tests published
    history = History(cast.administrator, 3)
    history.import_customers()
    history.import_purchases()
    first = snapshot(warehouse)
    before = PurchaseLine.objects.count()
    history.import_purchases()
    second = snapshot(warehouse)
    added = PurchaseLine.objects.count() - before
    assert added > 0
    client = signed_in("analyst")
    overview = client.get(reverse("warehouse:overview")).content.decode()
    assert "2 snapshots" in overview
    assert f"{before + added} rows" in overview
    for earlier, later in ((first.name, second.name), (second.name, first.name), ("", ""), ("gone", "../..")):
        answer = client.get(reverse("warehouse:snapshots"), {"earlier": earlier, "later": later})
        assert answer.status_code == 200
        assert f"<strong>+{added}</strong>" in answer.content.decode()
    listed = answer.content.decode()
    assert f'href="{reverse("questions:ask")}?at={first.name}"' in listed
    assert f'?at={second.name}"' not in listed
    rows = sum(second.rows.values()) - sum(first.rows.values())
    assert f"+{rows}" in listed
