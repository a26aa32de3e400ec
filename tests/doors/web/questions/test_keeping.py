from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from idic.warehouse.models import Dashboard, SavedQuestion
from idic.warehouse.operations.dashboards import add_tile, arrange_tiles, create_dashboard
from idic.warehouse.operations.questions import change_question, delete_question, save_question
from idic.warehouse.queries.questions import access_dashboards, access_questions
from idic.warehouse.questions.errors import NotYours, Outdated
from idic.warehouse.questions.reading import read_question

pytestmark = pytest.mark.xdist_group("questions")

SignIn = Callable[[str], Client]
ASKED = {"measures": ["net_sales"], "rows": ["category_1"]}


def saved(by: Any, name: str = "Sales", sharing: str = "private") -> SavedQuestion:
    return save_question(read_question(ASKED), name=name, sharing=sharing, by=by)


def test_a_question_is_saved_from_the_page_with_an_event(signed_in: SignIn, cast: Any) -> None:
    answer = signed_in("service").post(
        reverse("questions:save"), {"asked": json.dumps(ASKED), "name": "  Sales  by kind ", "sharing": "private"}
    )
    kept = SavedQuestion.objects.get()
    assert answer["Location"] == reverse("questions:detail", args=[kept.pk])
    assert (kept.name, kept.owner, kept.asked["rows"]) == ("Sales by kind", cast.service, ["category_1"])
    assert Event.objects.get(verb="question.created").subject_id == kept.pk


def test_private_ones_are_seen_by_their_owner_team_ones_by_the_team(cast: Any) -> None:
    mine, everybody = saved(cast.analyst, "Mine"), saved(cast.analyst, "All", "public")
    assert set(access_questions(cast.analyst)) == {mine, everybody}
    assert set(access_questions(cast.sales)) == {everybody}
    kept = saved(cast.manager, "Of the team", "team")
    SavedQuestion.objects.filter(pk=kept.pk).update(team=cast.sales.team)
    assert kept in access_questions(cast.sales_colleague)
    assert kept not in access_questions(cast.service)


def test_sharing_takes_the_right(signed_in: SignIn) -> None:
    answer = signed_in("sales").post(
        reverse("questions:save"), {"asked": json.dumps(ASKED), "name": "Mine", "sharing": "public"}
    )
    assert answer.status_code == 403
    assert not SavedQuestion.objects.exists()


def test_two_people_do_not_overwrite_each_other(cast: Any) -> None:
    kept = saved(cast.analyst, sharing="public")
    change_question(kept, version=1, name="Newer", by=cast.manager)
    with pytest.raises(Outdated):
        change_question(kept, version=1, name="Older", by=cast.analyst)
    assert SavedQuestion.objects.get().name == "Newer"


def test_another_persons_question_is_not_changed_without_the_right(cast: Any) -> None:
    kept = saved(cast.analyst, sharing="public")
    with pytest.raises(NotYours):
        delete_question(kept, by=cast.sales)


def test_a_deleted_question_comes_back(cast: Any) -> None:
    kept = saved(cast.analyst)
    event = delete_question(kept, by=cast.analyst)
    assert not access_questions(cast.analyst).exists()
    undo_event(event, by=cast.analyst)
    assert access_questions(cast.analyst).get() == kept


def test_tiles_are_arranged_against_the_version_that_was_seen(cast: Any) -> None:
    dashboard = create_dashboard(name="Morning", by=cast.analyst)
    first = add_tile(dashboard, saved(cast.analyst, "A"), by=cast.analyst)
    second = add_tile(dashboard, saved(cast.analyst, "B"), by=cast.analyst)
    version = Dashboard.objects.get().version
    arrange_tiles(dashboard, [(second.pk, "large"), (first.pk, "small")], version=version, by=cast.analyst)
    assert [(tile.pk, tile.size) for tile in dashboard.tiles.all()] == [(second.pk, "large"), (first.pk, "small")]
    with pytest.raises(Outdated):
        arrange_tiles(dashboard, [], version=version, by=cast.analyst)
    arrange_tiles(dashboard, [(second.pk, "large")], version=version + 1, by=cast.analyst)
    assert [tile.pk for tile in dashboard.tiles.all()] == [second.pk]


def test_a_deleted_dashboard_comes_back_with_its_tiles(cast: Any, signed_in: SignIn) -> None:
    dashboard = create_dashboard(name="Morning", by=cast.analyst)
    add_tile(dashboard, saved(cast.analyst), by=cast.analyst)
    signed_in("analyst").post(reverse("dashboards:delete", args=[dashboard.pk]))
    assert not access_dashboards(cast.analyst).exists()
    undo_event(Event.objects.get(verb="dashboard.deleted").pk, by=cast.analyst)
    assert access_dashboards(cast.analyst).get().tiles.count() == 1


@pytest.mark.usefixtures("figures")
def test_one_bar_narrows_all_tiles_and_a_click_on_a_bar_too(cast: Any, signed_in: SignIn) -> None:
    dashboard = create_dashboard(name="Morning", by=cast.analyst)
    tile = add_tile(dashboard, saved(cast.analyst), by=cast.analyst)
    people = save_question(read_question({"measures": ["customers"], "rows": ["sex"]}), name="People", by=cast.analyst)
    other = add_tile(dashboard, people, by=cast.analyst)
    client = signed_in("analyst")
    url = reverse("dashboards:tile", args=[dashboard.pk, tile.pk])
    plain, narrowed = client.get(url).content.decode(), client.get(f"{url}?f1=place&f1v=Siam").content.decode()
    assert "Tea" in plain
    assert plain != narrowed
    assert f"/dashboards/{dashboard.pk}/?f1=place&amp;f1v=Siam&amp;f2=category_1&amp;f2v=Tea" in narrowed
    of_people = client.get(f"{reverse('dashboards:tile', args=[dashboard.pk, other.pk])}?f1=place&f1v=Siam")
    assert "not narrowed by Place" in of_people.content.decode()
    again = client.get(f"{url}?f1=category_1&f1v=Tea").content.decode()
    assert f'href="/dashboards/{dashboard.pk}/?"' in again


def test_a_tile_whose_question_is_not_shared_stays_an_empty_place(cast: Any, signed_in: SignIn) -> None:
    dashboard = create_dashboard(name="Morning", sharing="public", by=cast.analyst)
    tile = add_tile(dashboard, saved(cast.analyst, "Secret plans"), by=cast.analyst)
    answer = signed_in("sales").get(reverse("dashboards:tile", args=[dashboard.pk, tile.pk])).content.decode()
    assert "not shared with you" in answer
    assert "Secret plans" not in answer
    assert (
        "Secret plans" not in signed_in("sales").get(reverse("dashboards:detail", args=[dashboard.pk])).content.decode()
    )


def test_where_nobody_answers_the_page_says_so(signed_in: SignIn, settings: Any, tmp_path: Path) -> None:
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, home=tmp_path)
    answer = signed_in("analyst").get("/questions/ask/?m=net_sales")
    assert answer.status_code == 200
    assert "cannot be reached" in answer.content.decode()
