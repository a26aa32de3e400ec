"""Questions and dashboards as of an earlier day, over two snapshots and the real process that answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from idic.warehouse.models import SavedQuestion
from idic.warehouse.operations.dashboards import add_tile, create_dashboard
from idic.warehouse.operations.questions import save_question
from idic.warehouse.questions.reading import read_question
from tests.asking import answering
from tests.warehouse.questions import world

pytestmark = pytest.mark.xdist_group("questions")

SignIn = Callable[[str], Client]
OLD, NEW, GONE = "20260401T030000000000-000001", "20260520T000000000000-000002", "20260301T030000000000-000001"
ASK = "/questions/ask/"
NET = sum(one["amount_e4"] for one in world.lines() if one["currency"] == "THB") / 10_000


@pytest.fixture(scope="module", autouse=True)
def two() -> Iterator[None]:
    """One purchase was a million dearer in the older one."""
    folder = settings.CONFIGURATION.warehouse_folder
    shutil.rmtree(folder, ignore_errors=True)
    world.write(folder, name=OLD, extra=10_000_000_000)
    world.write(folder, name=NEW)
    with answering():
        yield
    shutil.rmtree(folder, ignore_errors=True)


def page(client: Client, address: str, path: str = ASK) -> str:
    answer = client.get(f"{path}?{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_is_asked_as_of_an_older_snapshot_and_leads_back(signed_in: SignIn) -> None:
    client = signed_in("analyst")
    now, then = page(client, "m=net_sales&r=place"), page(client, f"m=net_sales&r=place&at={OLD}")
    assert f"{NET:,.0f}" in now
    assert "Figures as of" not in now
    assert f'<option value="{OLD}">Apr 1, 2026' in now
    assert f'<option value="{NEW}"' not in now
    assert f"{NET + 1_000_000:,.0f}" in then
    assert "Figures as of Apr 1, 2026" in then
    assert f'<option value="{OLD}" selected>' in then
    assert 'href="/questions/ask/?m=net_sales&amp;r=place">Back to the newest figures' in then
    # every figure leads on within the same day
    assert f"&amp;at={OLD}" in then.split('id="answer"')[1]


def test_times_that_move_with_the_calendar_count_from_that_day(signed_in: SignIn) -> None:
    then = page(signed_in("analyst"), f"m=net_sales&r=place&p=last_month&at={OLD}")
    assert "Mar 1, 2026 to Mar 31, 2026" in then


def test_files_and_customers_are_of_that_day_too(signed_in: SignIn) -> None:
    client = signed_in("analyst")
    rows = client.get(f"/questions/download/csv/?m=net_sales&r=place&at={OLD}").content.decode().splitlines()
    assert float(rows[-1].split(",")[1]) == pytest.approx(NET + 1_000_000)
    assert "Figures as of Apr 1, 2026" in page(client, f"m=net_sales&r=place&at={OLD}", reverse("questions:customers"))


def test_a_snapshot_that_is_no_longer_kept_says_so_and_leads_back(signed_in: SignIn) -> None:
    text = page(signed_in("analyst"), f"m=net_sales&r=place&at={GONE}")
    assert "The figures of Mar 1, 2026" in text
    assert "are no longer kept." in text
    assert "Back to the newest figures" in text
    assert "no longer kept" in page(signed_in("analyst"), "m=net_sales&at=../../secret")


def test_what_is_saved_is_asked_anew_each_time(signed_in: SignIn, cast: Any) -> None:
    client = signed_in("analyst")
    asked = {"measures": ["net_sales"], "rows": ["place"]}
    saved = save_question(read_question(asked), name="Sales", by=cast.analyst)
    text = page(client, f"at={OLD}", reverse("questions:detail", args=[saved.pk]))
    assert f"{NET + 1_000_000:,.0f}" in text
    assert "Save the changes" not in text
    assert f'href="/questions/{saved.pk}/">Back to the newest figures' in text
    shown = page(client, f"m=net_sales&r=place&at={OLD}").split('name="asked" value="')[1].split('"')[0]
    client.post(reverse("questions:save"), {"asked": shown.replace("&quot;", '"'), "name": "Then"})
    assert SavedQuestion.objects.get(name="Then").asked["snapshot"] == ""


def test_a_dashboard_is_seen_as_of_that_day(signed_in: SignIn, cast: Any) -> None:
    client = signed_in("analyst")
    asked = read_question({"measures": ["net_sales"], "rows": ["place"]})
    dashboard = create_dashboard(name="Morning", by=cast.analyst)
    tile = add_tile(dashboard, save_question(asked, name="Sales", by=cast.analyst), by=cast.analyst)
    board = reverse("dashboards:detail", args=[dashboard.pk])
    assert f"/tiles/{tile.pk}/?at={OLD}" in page(client, f"at={OLD}", board)
    shown = page(client, f"at={OLD}", reverse("dashboards:tile", args=[dashboard.pk, tile.pk]))
    assert f"{board}?f1=place&amp;f1v=Siam&amp;at={OLD}" in shown
    assert f"/questions/ask/?m=net_sales&amp;r=place&amp;at={OLD}" in shown
    gone = page(client, f"at={GONE}", board)
    assert "are no longer kept." in gone
    assert f"/tiles/{tile.pk}/" not in gone


def test_whose_customer_somebody_was_then_gives_no_right_now() -> None:
    """Customer 101 was of team 1 in the older snapshot and is of team 2 now."""
    from idic.warehouse.asking.desk import Desk
    from idic.warehouse.questions.answering import answer

    desk = Desk(settings.CONFIGURATION)
    folder = settings.CONFIGURATION.warehouse_folder / "snapshots"
    moved = [one | {"team_id": 2 if one["customer_id"] == 101 else one["team_id"]} for one in world.customers()]
    before = (folder / NEW / "customers.parquet").read_bytes()
    world.write_table(folder / NEW, "customers", moved)
    try:
        seen = {}
        for name in (OLD, NEW, ""):
            reach = {"scope": "team", "user_id": 0, "team_id": 1}
            cut = {"customers": reach, "purchases": reach, "cases": reach, "withheld": [], "columns": {}, "facts": None}
            body = {
                "question": {"measures": ["net_sales"], "rows": ["customer"], "snapshot": name},
                "cut": json.dumps(cut), "today": "2026-05-20", "currency": "THB",
            }  # fmt: skip
            with desk.within(60):
                found = json.loads(answer(body, desk))
            seen[name] = {line[2] for line in found["rows"] if line[0] == 1}
        assert seen[OLD] == seen[NEW] == seen[""]
        assert 101 not in seen[OLD]
        assert 104 in seen[OLD]
    finally:
        (folder / NEW / "customers.parquet").write_bytes(before)
