from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.events.models import Event, EventCursor, EventHorizon
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.letters.operations.templates import Text, archive_template, create_template
from idic.loop.automation.models import Rule, RuleRun
from idic.loop.automation.operations.rules import RuleDraft, create_rule, switch_rule
from idic.loop.automation.operations.run import run_rules
from tests.contracts.mailboxes import make_webhook

SignIn = Callable[[str], Client]
NORTH = {"field": "province", "op": "eq", "value": "Chiang Mai"}
TASK = {"act": "task", "settings": {"title": "Call", "days": "2"}}


@pytest.fixture
def make_rule(cast: Any) -> Callable[..., Rule]:
    def make(*acts: dict[str, Any], trigger: str = "customer.created", is_on: bool = True, **more: Any) -> Rule:
        rule = create_rule(RuleDraft("North", trigger, acts or (TASK,), **more), by=cast.manager)
        return switch_rule(rule, is_on=True, by=cast.manager) if is_on else rule

    return make


def _typed(**more: str | list[str]) -> dict[str, Any]:
    return {
        "name": "Call the north", "holds": "if", "rule": json.dumps(NORTH), "acts": ["7", "3"], "act-7": "task",
        "act-7-title": "Call them", "act-7-days": "2", "act-3": "tag", "act-3-tag": "North", **more,
    }  # fmt: skip


def test_a_rule_is_written_tried_and_switched_on(signed_in: SignIn, make_customer: Callable[..., Any]) -> None:
    client = signed_in("manager")
    make_customer(given_name="Anan", province="Chiang Mai", phone="0812345678")
    answer = client.post(reverse("automation:create", args=["customer.created"]), _typed())
    rule = Rule.objects.get()
    # The order on the page is the order of the acts, whatever their keys.
    assert [one["act"] for one in rule.acts] == ["task", "tag"]
    page = client.get(answer.url).content.decode()
    assert "Province is Chiang Mai" in page
    assert "Call them, in 2 days" in page
    trial = client.get(reverse("automation:trial", args=[rule.pk]), {"days": "30"}).content.decode()
    assert "would have acted on 1" in trial
    client.post(reverse("automation:switch", args=[rule.pk]), {"on": "yes"})
    assert Rule.objects.get().is_on


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Give the rule a name"),
        ({"acts": []}, "Give the rule a name and at least one act"),
        ({"act-7-title": ""}, "Fill in what this act needs"),
        ({"act-7-days": "soon"}, "whole number"),
        ({"rule": "{not json"}, "notice-danger"),
        ({"rule": " "}, "Say what has to hold"),
        ({"rule": '{"all": []}'}, "notice-danger"),
        ({"rule": json.dumps({"field": "salary", "op": "eq", "value": "1"})}, "notice-danger"),
    ],
)
def test_wrong_input_is_answered_and_nothing_is_lost(signed_in: SignIn, wrong: dict[str, Any], told: str) -> None:
    answer = signed_in("manager").post(reverse("automation:create", args=["customer.created"]), _typed(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    if "acts" not in wrong:
        assert 'value="North"' in page
    assert not Rule.objects.exists()


@pytest.mark.parametrize("url", ["https://[", "https://example.com:99999999/", "https://example.com/a b", "https://example.com/é",
                                 "http://example.com/", "https://127.0.0.1/", "https://a:b@example.com/"])  # fmt: skip
def test_an_address_that_may_not_be_called_is_refused_beside_its_field(signed_in: SignIn, url: str) -> None:
    typed = _typed(acts=["1"], **{"act-1": "webhook", "act-1-url": url})
    answer = signed_in("manager").post(reverse("automation:create", args=["customer.created"]), typed)
    assert answer.status_code == 422
    assert 'id="act-1-url-error"' in answer.content.decode()


def test_only_fields_that_the_writer_may_change_can_be_set(signed_in: SignIn) -> None:
    role = RoleDefinition.objects.get(code="manager")
    role.group_access = {"customer": {"contact": "seen"}}
    role.save()
    client = signed_in("manager")
    part = client.get(reverse("automation:act"), {"trigger": "customer.created", "code": "set"}).content.decode()
    assert 'value="province"' in part
    assert 'value="email"' not in part
    typed = _typed(acts=["1"], **{"act-1": "set", "act-1-field": "email", "act-1-value": "a@example.com"})
    answer = client.post(reverse("automation:create", args=["customer.created"]), typed)
    assert "Choose a field that you may change." in answer.content.decode()


def test_a_rule_whose_owner_cannot_sign_in_stops_is_switched_off_and_says_why(
    cast: Any, signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule()
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    make_customer()
    run_rules(Event.objects.get(verb="customer.created"))
    rule.refresh_from_db()
    assert (rule.is_on, rule.off_reason) == (False, "nobody")
    client = signed_in("administrator")
    url = reverse("automation:detail", args=[rule.pk])
    assert "Its owner cannot sign in any more, so it was switched off" in client.get(url).content.decode()
    refused = client.post(reverse("automation:switch", args=[rule.pk]), {"on": "yes"}, follow=True)
    assert "Its owner cannot sign in any more. Edit and save the rule" in refused.content.decode()
    client.post(reverse("automation:edit", args=[rule.pk]), _typed(version="1"))
    client.post(reverse("automation:switch", args=[rule.pk]), {"on": "yes"})
    rule.refresh_from_db()
    assert (rule.is_on, rule.owner) == (True, cast.administrator)


def test_a_rule_that_names_what_is_gone_is_switched_off_and_shown_as_needing_mending(
    signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule(predicate=NORTH)
    Rule.objects.update(predicate={"field": "x_gone", "op": "eq", "value": "1"})
    make_customer()
    run_rules(Event.objects.get(verb="customer.created"))
    rule.refresh_from_db()
    assert (rule.is_on, rule.off_reason) == (False, "broken")
    assert "Needs mending" in signed_in("manager").get(reverse("automation:list")).content.decode()


def test_an_act_that_breaks_does_not_hold_up_the_other_rules(
    signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    broken, whole = make_rule(), make_rule()
    Rule.objects.filter(pk=broken.pk).update(acts=[{"act": "assign", "settings": {"owner": {}, "team": [1]}}])
    make_customer()
    assert run_rules(Event.objects.get(verb="customer.created")) == 2
    assert RuleRun.objects.get(rule=broken).outcome == "failed"
    assert RuleRun.objects.get(rule=whole).outcome == "done"
    page = signed_in("manager").get(reverse("automation:detail", args=[broken.pk])).content.decode()
    assert "Failed" in page


def test_the_log_says_what_was_found_and_masks_what_the_reader_does_not_see(
    signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule(predicate={"field": "email", "op": "eq", "value": "anan@example.com"})
    make_customer(given_name="Anan", email="anan@example.com", phone="0812345678")
    run_rules(Event.objects.get(verb="customer.created"))
    url = reverse("automation:detail", args=[rule.pk])
    page = signed_in("administrator").get(url).content.decode()
    assert "E-mail is anan@example.com: holds" in page
    assert ">Anan<" in page
    role = RoleDefinition.objects.get(code="manager")
    role.group_access = {"customer": {"contact": "masked"}}
    role.save()
    assert "E-mail is •••: holds" in signed_in("manager").get(url).content.decode()


def test_the_log_is_paged_and_filtered_by_outcome(
    signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule()
    make_customer()
    run_rules(Event.objects.get(verb="customer.created"))
    run = RuleRun.objects.get()
    RuleRun.objects.bulk_create(
        RuleRun(rule=rule, rule_version=1, event_id=-number, noun="customer", subject_id=run.subject_id, at=run.at,
                outcome="not_met") for number in range(1, 31)
    )  # fmt: skip
    client, url = signed_in("manager"), reverse("automation:detail", args=[rule.pk])
    first = client.get(url)
    assert len(first.context["runs"]) == 25
    assert len(client.get(url, {"after": first.context["page"].next}).context["runs"]) == 6
    assert len(client.get(url, {"outcome": "done"}).context["runs"]) == 1
    assert "no run with this outcome" in client.get(url, {"outcome": "failed"}).content.decode()


@pytest.mark.parametrize("days", ["", "x", "99", "00001" + "9" * 5000, "-7"])
def test_a_mistyped_time_of_the_dry_run_means_a_week(
    signed_in: SignIn, make_rule: Callable[..., Rule], days: str
) -> None:
    answer = signed_in("manager").get(reverse("automation:trial", args=[make_rule().pk]), {"days": days})
    assert answer.context["days"] == 7


def test_an_archived_rule_is_taken_back_by_the_notice(signed_in: SignIn, make_rule: Callable[..., Rule]) -> None:
    rule, client = make_rule(), signed_in("manager")
    page = client.post(reverse("automation:archive", args=[rule.pk]), follow=True).content.decode()
    undo = page.split('hx-post="/undo/')[1].split('"')[0]
    client.post(f"/undo/{undo}", headers={"HX-Request": "true"})
    rule.refresh_from_db()
    assert (rule.is_archived, rule.is_on) == (False, False)


def test_a_rule_that_uses_an_archived_template_fails_in_words_and_is_shown_as_needing_mending(
    cast: Any, signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    texts = {"en": Text("Hello", "Dear {{ customer.name }}")}
    template = create_template(name="Welcome", kind="mail", noun="customer", texts=texts, by=cast.manager)
    rule = make_rule({"act": "mail", "settings": {"template": str(template.pk), "to": "record"}})
    archive_template(template, by=cast.manager)
    make_customer(given_name="Anan", email="anan@example.com")
    run_rules(Event.objects.get(verb="customer.created"))
    client = signed_in("manager")
    assert "Needs mending" in client.get(reverse("automation:list")).content.decode()
    page = client.get(reverse("automation:detail", args=[rule.pk])).content.decode()
    assert "It uses “Welcome”, which is archived" in page
    assert "Choose a template that exists." in page


def test_a_rule_that_acts_a_thousand_times_an_hour_is_switched_off(
    signed_in: SignIn, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule()
    RuleRun.objects.bulk_create(
        RuleRun(
            rule=rule, rule_version=1, event_id=-number, noun="customer", subject_id=1, at=timezone.now(), outcome="done"
        )
        for number in range(1, 1001)
    )  # fmt: skip
    make_customer()
    run_rules(Event.objects.get(verb="customer.created"))
    rule.refresh_from_db()
    assert (rule.is_on, rule.off_reason) == (False, "often")
    assert "too often" in signed_in("manager").get(reverse("automation:detail", args=[rule.pk])).content.decode()


def test_the_list_costs_the_same_for_one_rule_and_for_many(
    cast: Any, signed_in: SignIn, make_rule: Callable[..., Rule]
) -> None:
    acts = (
        {"act": "assign", "settings": {"owner": str(cast.sales.pk), "team": str(cast.sales.team.pk)}},
        {"act": "notify", "settings": {"text": "x", "person": str(cast.sales.pk)}},
    )
    predicate = {"field": "owner", "op": "in", "value": [str(cast.sales.pk)]}
    client, url = signed_in("manager"), reverse("automation:list")
    make_rule(*acts, predicate=predicate)
    client.get(url)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))
        for _number in range(8):
            make_rule(*acts, predicate=predicate, is_on=False)
    assert counts[0] == counts[1] <= 12


def test_a_policy_that_stands_still_says_so_beside_its_name(cast: Any, signed_in: SignIn) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    event = append_event(NewEvent("case.answered", "case", 1, after={"message_id": 1}, at=long_ago), by=None)
    EventCursor.objects.update_or_create(subscriber="answers_leave_by_mail", defaults={"last_id": event - 1})
    EventHorizon.objects.update_or_create(defaults={"settled_id": event})
    page = signed_in("administrator").get(reverse("automation:list")).content.decode()
    assert page.count("Stands still") == 1
    assert f"It does not come past event {event}" in page


def test_a_message_to_another_system_that_failed_goes_again(
    cast: Any, signed_in: SignIn, make_rule: Callable[..., Rule]
) -> None:
    rule = make_rule({"act": "webhook", "settings": {"url": "https://example.com/in"}})
    failed = make_webhook(rule)
    page = reverse("automation:detail", args=[rule.pk])
    assert "Try again" in signed_in("administrator").get(page).content.decode()
    again = reverse("automation:webhook-again", args=[rule.pk, failed.pk])
    assert signed_in("administrator").post(again).status_code == 302
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)
    assert "Try again" not in signed_in("administrator").get(page).content.decode()
