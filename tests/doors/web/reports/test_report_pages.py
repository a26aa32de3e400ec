from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.foundation.accounts.models import Team
from idic.warehouse.models import Report
from tests.conftest import Cast
from tests.snapshots import make_snapshot

SignIn = Callable[[str], Client]


@pytest.fixture
def star(cast: Cast, settings: Any, tmp_path: Path) -> None:
    make_snapshot(
        settings, tmp_path, team=Team.objects.get(name="Sales north").pk, other=Team.objects.get(name="Service desk").pk
    )


def typed(cast: Cast, **values: Any) -> dict[str, Any]:
    return {
        "name": "Months", "note": "For Monday", "source": "net_by_month", "query": "", "format": "both",
        "rhythm": "weekly", "weekday": "1", "month_day": "1", "at": "08:00", "readers": [cast.sales.pk],
    } | values  # fmt: skip


def test_a_report_is_made_changed_and_downloaded(cast: Cast, signed_in: SignIn, star: None) -> None:
    browser = signed_in("quality")
    page = browser.post(reverse("reports:create"), typed(cast), follow=True).content.decode()
    report = Report.objects.get()
    assert "Every week: Monday at 08:00" in page
    assert browser.get(reverse("reports:download", args=[report.pk])).content.startswith(b"%PDF")
    assert browser.get(reverse("reports:download", args=[report.pk]), {"as": "xlsx"}).content.startswith(b"PK")
    assert browser.get(reverse("reports:download", args=[report.pk]), {"as": "exe"}).status_code == 404
    edit = reverse("reports:edit", args=[report.pk])
    assert browser.post(edit, typed(cast, name="", version="1")).status_code == 422
    assert "Somebody else" in browser.post(edit, typed(cast, version="9")).content.decode()
    browser.post(edit, typed(cast, name="Other", version="1"))
    assert Report.objects.get().name == "Other"


def test_a_reader_sees_the_report_and_can_leave_it(cast: Cast, signed_in: SignIn, star: None) -> None:
    signed_in("manager").post(reverse("reports:create"), typed(cast))
    report = Report.objects.get()
    reader = signed_in("sales")
    assert "Months" in reader.get(reverse("reports:list")).content.decode()
    assert signed_in("service").get(reverse("reports:detail", args=[report.pk])).status_code == 404
    leave = reverse("reports:leave", args=[report.readers.get().token])
    nobody = Client()
    assert "No longer send it?" in nobody.get(leave).content.decode()
    assert report.readers.get().left_at is None
    assert "not sent to you any more" in nobody.post(leave).content.decode()
    assert report.readers.get().left_at is not None
    assert reader.get(reverse("reports:detail", args=[report.pk])).status_code == 404
    assert nobody.get(reverse("reports:leave", args=["x" * 20])).status_code == 404


def test_a_question_of_somebody_else_that_is_not_shared_cannot_be_told(
    cast: Cast, signed_in: SignIn, star: None
) -> None:
    from idic.warehouse.adhoc.operations import save_query

    query = save_query(name="Mine", text="SELECT 1", is_shared=False, by=cast.analyst)
    answer = signed_in("manager").post(reverse("reports:create"), typed(cast, source="sql", query=str(query.pk)))
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_a_dashboard_leads_to_a_report_of_it(cast: Cast, signed_in: SignIn, star: None) -> None:
    from idic.warehouse.operations.dashboards import create_dashboard

    dashboard = create_dashboard(name="Morning", sharing="public", by=cast.manager)
    browser = signed_in("manager")
    new = reverse("reports:create")
    page = browser.get(new, {"dashboard": dashboard.pk}).content.decode()
    assert '<option value="dashboard" selected>' in page
    assert f'<option value="{dashboard.pk}" selected>Morning' in page
    assert 'value="Morning"' in page
    missing = browser.post(new, typed(cast, source="dashboard"))
    assert missing.status_code == 422
    assert "Choose what the report tells." in missing.content.decode()
    page = browser.post(new, typed(cast, source="dashboard", dashboard=str(dashboard.pk)), follow=True).content.decode()
    assert "<dd>Morning</dd>" in page
    assert Report.objects.get().dashboard == dashboard
