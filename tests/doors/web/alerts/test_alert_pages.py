from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.foundation.accounts.models import Team
from idic.warehouse.models import Alert
from tests.conftest import Cast
from tests.snapshots import make_snapshot

SignIn = Callable[[str], Client]


@pytest.fixture
def star(cast: Cast, settings: Any, tmp_path: Path) -> None:
    make_snapshot(
        settings, tmp_path, team=Team.objects.get(name="Sales north").pk,
        other=Team.objects.get(name="Service desk").pk, quiet=date(2026, 10, 30),
    )  # fmt: skip


def typed(cast: Cast, **values: Any) -> dict[str, Any]:
    return {
        "name": "Net by day", "measure": "net", "query": "", "period": "day", "rules": "western_electric",
        "baseline_until": "2026-09-30", "people": [cast.sales.pk],
    } | values  # fmt: skip


def test_an_alert_is_made_shown_and_answered(cast: Cast, signed_in: SignIn, star: None) -> None:
    browser = signed_in("manager")
    page = browser.post(reverse("alerts:create"), typed(cast), follow=True).content.decode()
    alert = Alert.objects.get()
    assert "It rings" in page
    assert "alert-chart" in page
    assert "Rings" in browser.get(reverse("alerts:list")).content.decode()
    acknowledge = reverse("alerts:acknowledge", args=[alert.pk])
    assert browser.post(acknowledge, {"note": ""}).status_code == 422
    assert "A holiday" in browser.post(acknowledge, {"note": "A holiday"}, follow=True).content.decode()
    assert "Quiet" in browser.get(reverse("alerts:list")).content.decode()


def test_who_reaches_less_sees_that_it_rings_and_not_the_figure(cast: Cast, signed_in: SignIn, star: None) -> None:
    signed_in("manager").post(reverse("alerts:create"), typed(cast))
    page = signed_in("sales").get(reverse("alerts:detail", args=[Alert.objects.get().pk])).content.decode()
    assert "It rings" in page
    assert "beyond your reach" in page
    assert "alert-chart" not in page
    assert signed_in("service").get(reverse("alerts:detail", args=[Alert.objects.get().pk])).status_code == 404


def test_too_short_a_past_is_told_with_everything_typed_kept(cast: Cast, signed_in: SignIn, star: None) -> None:
    answer = signed_in("manager").post(reverse("alerts:create"), typed(cast, period="month"))
    assert answer.status_code == 422
    assert "whole periods at least" in answer.content.decode()
    assert "Net by day" in answer.content.decode()
