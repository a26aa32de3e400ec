from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.models import CorrectiveAction
from idic.foundation.desk.models import Notification
from tests.doors.web.costs import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(signed_in, make_complaint, cast):
    complaint = make_complaint()
    typed = {"title": "Seals that last", "trigger": "order", "owner": cast.service.pk, "due_on": "2026-12-31"}
    answer = signed_in("quality").post(f"/complaints/{complaint.pk}/action/", typed)
    made = CorrectiveAction.objects.get()
    assert answer.url == f"/complaints/actions/{made.pk}/"
    return made


def act(client, action, name, **values):
    action.refresh_from_db()
    return client.post(f"/complaints/actions/{action.pk}/{name}/", {"version": action.version, **values})


def sheet(action, **values):
    return {"title": action.title, "owner": action.owner_id, "due_on": "2026-12-31", **values}


def test_from_the_cause_to_the_judgement(signed_in, action, cast, make_complaint):
    client = signed_in("service")
    told = sheet(
        action, problem="It leaks", **{"why-0": "Brittle", "why-1": "Cheap", "bone-material": "Rubber\nGlue"},
        root_cause="A new supplier", evidence="Measured", metric="Leaks a month", target="None",
        **{"where-0": "The teapot", "done-0": "on"},
    )  # fmt: skip
    assert act(client, action, "sheet", **told).status_code == 302
    action.refresh_from_db()
    assert (action.whys, action.fishbone["material"]) == (["Brittle", "Cheap"], ["Rubber", "Glue"])
    assert action.elsewhere == [{"where": "The teapot", "done": True}]
    assert act(client, action, "completion", on="2026-10-01").status_code == 422
    step = {"what": "Other seals", "owner": cast.service.pk, "due_on": "2026-10-01"}
    assert act(client, action, "step", **step).status_code == 302
    assert act(client, action, "step-done", step=action.steps.get().pk).status_code == 302
    done = timezone.localdate() - timedelta(days=40)
    assert act(client, action, "completion", on=done.isoformat()).status_code == 302
    judgement = {"judgement": "yes", "finding": "No leak since"}
    assert act(client, action, "judgement", **judgement).status_code == 403
    assert act(signed_in("quality"), action, "judgement", **judgement).status_code == 302
    action.refresh_from_db()
    assert action.state == "effective"
    page = client.get(f"/complaints/actions/{action.pk}/").content.decode()
    for words in ("No leak since", "Other seals", "The teapot", "Rubber"):
        assert words in page


def test_a_sheet_that_somebody_else_changed_loses_nothing(signed_in, action):
    client = signed_in("service")
    answer = client.post(
        f"/complaints/actions/{action.pk}/sheet/", {**sheet(action, problem="My own words"), "version": 99}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has changed this action" in page
    assert "My own words</textarea>" in page
    version = CorrectiveAction.objects.get().version
    assert f'name="version" value="{version}"' in page


def test_where_two_write_the_sheet_each_keeps_what_only_they_wrote(signed_in, action):
    one, other = signed_in("service"), signed_in("quality")
    page = f"/complaints/actions/{action.pk}/"
    opened = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(initial-[^"]+)"(?: value="([^"]*)")?', one.get(page).content.decode())
    }
    assert opened["initial-title"] == action.title
    act(other, action, "sheet", **sheet(action, evidence="Measured", root_cause="Glue", **{"where-0": "The teapot"}))
    mine = {**sheet(action, root_cause="A supplier", **{"why-0": "Brittle"}), **opened, "version": 1}
    met = one.post(f"{page}sheet/", mine)
    form = met.context["sheet"]
    assert met.status_code == 422
    assert (form["evidence"].value(), form["where-0"].value(), form["why-0"].value()) == (
        "Measured",
        "The teapot",
        "Brittle",
    )
    assert form["root_cause"].value() == "A supplier"
    assert "Glue" in str(form.errors["root_cause"])
    assert set(form.errors) == {"__all__", "root_cause"}
    assert one.post(f"{page}sheet/", form.data).status_code == 302
    action.refresh_from_db()
    assert (action.evidence, action.root_cause, action.whys) == ("Measured", "A supplier", ["Brittle"])
    assert action.elsewhere == [{"where": "The teapot", "done": False}]


def test_a_step_is_taken_back_or_away_until_it_is_carried_out(signed_in, action, cast):
    client = signed_in("quality")
    for what in ("Other seals", "A slip of the hand"):
        act(client, action, "step", what=what, owner=cast.service.pk, due_on="2026-10-01")
    assert (
        Notification.objects.filter(user=cast.service, noun="corrective", data__what="corrective.step_added").count()
        == 2
    )
    kept, slip = action.steps.order_by("pk")
    act(client, action, "step-done", step=kept.pk)
    act(client, action, "step-undone", step=kept.pk)
    act(client, action, "step-away", step=slip.pk)
    assert [(one.what, one.done_on) for one in action.steps.all()] == [("Other seals", None)]
    act(client, action, "step-done", step=kept.pk)
    CorrectiveAction.objects.update(state="checking", done_on="2026-10-01", check_on="2026-11-01")
    assert act(client, action, "step", what="Late", owner=cast.service.pk, due_on="2026-10-01").status_code == 422
    assert act(client, action, "completion", on="2026-10-02").status_code == 422
    act(client, action, "step-undone", step=kept.pk)
    assert action.steps.get().done_on is not None


def test_whoever_takes_their_only_step_away_is_led_to_the_list(signed_in, action, cast):
    act(signed_in("quality"), action, "step", what="Ask", owner=cast.sales.pk, due_on="2026-10-01")
    gone = act(signed_in("sales"), action, "step-away", step=action.steps.get().pk)
    assert gone.url == "/complaints/actions/"


def test_a_complaint_is_hung_on_an_action_that_is_there(signed_in, action, make_complaint):
    other = make_complaint(title="Another kettle")
    client = signed_in("quality")
    url = f"/complaints/{other.pk}/action/"
    assert action.title in client.get(url).content.decode()
    assert client.post(url, {"way": "join"}).status_code == 422
    assert client.post(url, {"way": "join", "action": action.pk}).status_code == 302
    assert "Another kettle" in client.get(f"/complaints/actions/{action.pk}/").content.decode()


def test_the_pages_ask_no_more_for_more_rows(signed_in, action, make_complaint, cast):
    client = signed_in("quality")
    pages = ("/complaints/actions/", f"/complaints/actions/{action.pk}/")
    step = {"what": "Other seals", "owner": cast.service.pk, "due_on": "2026-10-01"}
    act(client, action, "step", **step)
    before = [queries_of(client, url) for url in pages]
    for number in range(4):
        complaint = make_complaint(title=f"Kettle {number}")
        client.post(f"/complaints/{complaint.pk}/action/", {"way": "join", "action": action.pk})
        act(client, action, "step", **step)
        client.post("/complaints/actions/new/", {**sheet(action), "trigger": "order"})
    assert [queries_of(client, url) for url in pages] == before
    assert max(before) <= 12


def test_whoever_has_no_part_in_it_sees_no_action(signed_in, action):
    assert signed_in("sales").get(f"/complaints/actions/{action.pk}/").status_code == 404
    assert signed_in("sales").get("/complaints/actions/new/").status_code == 403
