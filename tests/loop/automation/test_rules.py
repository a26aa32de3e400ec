from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.noun import change
from idic.domain.work.models import Task
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import Team, User
from idic.foundation.desk.models import Notification
from idic.foundation.events.models import Event
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.templates import Text, create_template
from idic.foundation.nouns.errors import PredicateRefused
from idic.loop.automation.enums import Outcome, StopReason
from idic.loop.automation.errors import ActRefused, NothingToDo, RuleOutdated, TriggerUnknown, WebhookRefused
from idic.loop.automation.models import Rule, RuleRun, WebhookDelivery
from idic.loop.automation.operations.rules import RuleDraft, change_rule, create_rule, switch_rule
from idic.loop.automation.operations.run import run_rules
from idic.loop.automation.operations.webhooks import (
    ATTEMPTS,
    checked_url,
    deliver_due,
    deliver_now,
    secret_of,
    send_again,
)
from idic.loop.automation.queries.rules import try_rule

NORTH = {"field": "province", "op": "eq", "value": "Chiang Mai"}
NOTE = {"act": "set", "settings": {"field": "note", "value": "seen by a rule"}}


@pytest.fixture
def make_rule(cast: Any) -> Callable[..., Rule]:
    def make(*acts: dict[str, Any], trigger: str = "customer.created", by: Any = None, **more: Any) -> Rule:
        by = by or cast.manager
        rule = create_rule(RuleDraft("North", trigger, acts or (NOTE,), **more), by=by)
        return switch_rule(rule, is_on=True, by=by)

    return make


def _latest(verb: str) -> Event:
    return Event.objects.filter(verb=verb).latest("id")


def test_a_rule_gives_a_new_customer_to_a_team_makes_a_task_and_says_why(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    team = Team.objects.get(name="Sales north")
    rule = make_rule(
        {"act": "assign", "settings": {"team": str(team.pk), "owner": str(cast.sales.pk)}},
        {"act": "task", "settings": {"title": "Call", "days": "2"}},
        {"act": "tag", "settings": {"tag": "Welcome"}},
        {"act": "notify", "settings": {"text": "A new customer in the north"}},
        predicate=NORTH,
    )
    customer = make_customer(given_name="Anan", family_name="Jaidee", province="Chiang Mai", address="1")
    elsewhere = make_customer(given_name="Boonmee", family_name="Dee", province="Bangkok", address="2")
    for event in Event.objects.filter(verb="customer.created").order_by("id"):
        assert run_rules(event) == 1

    customer = Customer.objects.get(pk=customer.pk)
    assert (customer.team, customer.owner) == (team, cast.sales)
    task = Task.objects.get()
    assert (task.title, task.owner, task.customer) == ("Call", cast.sales, customer)
    assert Notification.objects.filter(user=cast.sales, kind="message").count() == 1
    done, not_met = RuleRun.objects.filter(rule=rule).order_by("id")
    assert (done.outcome, not_met.outcome) == (Outcome.DONE, Outcome.NOT_MET)
    assert done.why == [{"field": "province", "op": "eq", "value": "เชียงใหม่", "actual": "เชียงใหม่", "outcome": True}]
    assert [one["act"] for one in done.did] == ["assign", "task", "tag", "notify"]
    assert Customer.objects.get(pk=elsewhere.pk).team is None
    # What a rule did names the event that set it off.
    assert _latest("customer.assigned").cause_id == done.event_id


def test_a_repeated_delivery_does_nothing(make_rule: Callable[..., Rule], make_customer: Callable[..., Any]) -> None:
    make_rule({"act": "task", "settings": {"title": "Call", "days": "0"}})
    make_customer()
    event = _latest("customer.created")
    assert (run_rules(event), run_rules(event)) == (1, 0)
    assert Task.objects.count() == 1


def test_a_rule_that_would_set_itself_off_is_stopped(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule(
        {"act": "set", "settings": {"field": "note", "value": "changed by the rule"}}, trigger="customer.changed"
    )
    customer = make_customer()
    change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    run_rules(_latest("customer.changed"))
    run_rules(_latest("customer.changed"))
    first, second = RuleRun.objects.filter(rule=rule).order_by("id")
    assert (first.outcome, second.outcome, second.reason) == (Outcome.DONE, Outcome.STOPPED, StopReason.ITSELF)
    assert Event.objects.filter(verb="customer.changed").count() == 2


def test_two_rules_that_set_each_other_off_come_to_an_end(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    for value in ("one", "two"):
        make_rule({"act": "set", "settings": {"field": "note", "value": value}}, trigger="customer.changed")
    customer = make_customer()
    change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    handled = 0
    while handled < 50:
        waiting = Event.objects.filter(verb="customer.changed").order_by("id")[handled : handled + 1]
        if not waiting:
            break
        run_rules(waiting[0])
        handled += 1
    assert handled <= 5
    assert RuleRun.objects.filter(outcome=Outcome.STOPPED).exists()


def test_only_the_watched_fields_start_a_rule(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    make_rule(trigger="customer.changed", fields=["email"])
    customer = make_customer()
    customer = change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    assert run_rules(_latest("customer.changed")) == 0
    change(customer, {"email": "anan@example.com"}, version=customer.version, by=cast.manager)
    assert run_rules(_latest("customer.changed")) == 1


def test_an_act_that_fails_takes_the_others_back_and_is_logged(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    template = create_template(
        name="Welcome",
        kind="mail",
        noun="customer",
        texts={"en": Text("Hello", "Dear {{ customer.name }}")},
        by=cast.manager,
    )
    make_rule(
        {"act": "task", "settings": {"title": "Call", "days": "0"}},
        {"act": "mail", "settings": {"template": str(template.pk), "to": "record"}},
    )
    make_customer(given_name="No", family_name="Address", phone="0812345678")
    run_rules(_latest("customer.created"))
    run = RuleRun.objects.get()
    assert run.outcome == Outcome.FAILED
    assert run.did[0]["act"] == "mail"
    assert "e-mail" in run.did[0]["error"]
    assert not Task.objects.exists()
    assert not Delivery.objects.exists()


def test_a_rule_cannot_do_what_its_owner_may_not(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule()
    customer = make_customer()
    Customer.objects.filter(pk=customer.pk).update(owner=cast.service, team=cast.service.team)
    User.objects.filter(pk=cast.manager.pk).update(role="sales")
    run_rules(_latest("customer.created"))
    assert RuleRun.objects.get(rule=rule).reason == StopReason.GONE


def test_a_dry_run_tells_what_would_be_done_and_writes_nothing(
    cast: Any, make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    rule = make_rule(predicate=NORTH)
    make_customer(given_name="Anan", family_name="Jaidee", province="Chiang Mai", address="1")
    make_customer(given_name="Boonmee", family_name="Dee", province="Bangkok", address="2")
    before = Event.objects.count()
    found = try_rule(rule, days=7, by=cast.manager)
    assert [one.found.outcome for one in found] == [Outcome.NOT_MET, Outcome.DONE]
    assert Event.objects.count() == before
    assert not RuleRun.objects.exists()


def test_rules_that_cannot_work_are_refused_with_the_place(cast: Any) -> None:
    def draft(*acts: dict[str, Any], **more: Any) -> RuleDraft:
        return RuleDraft(**{"name": "North", "trigger": "customer.created", "acts": acts, **more})

    with pytest.raises(NotAllowed):
        create_rule(draft(NOTE), by=cast.sales)
    with pytest.raises(NothingToDo):
        create_rule(draft(), by=cast.manager)
    with pytest.raises(TriggerUnknown):
        create_rule(draft(NOTE, trigger="customer.eaten"), by=cast.manager)
    with pytest.raises(PredicateRefused):
        create_rule(draft(NOTE, predicate={"field": "salary", "op": "eq", "value": "1"}), by=cast.manager)
    with pytest.raises(ActRefused) as refused:
        create_rule(draft(NOTE, {"act": "set", "settings": {"field": "kind", "value": "robot"}}), by=cast.manager)
    assert (refused.value.position, refused.value.name) == (1, "value")
    with pytest.raises(ActRefused):
        create_rule(draft({"act": "webhook", "settings": {"url": "http://127.0.0.1/x"}}), by=cast.manager)


def test_who_changes_a_rule_becomes_its_owner(cast: Any, make_rule: Callable[..., Rule]) -> None:
    rule = make_rule()
    draft = RuleDraft("North", "customer.created", (NOTE,))
    changed = change_rule(rule, draft, version=1, by=cast.administrator)
    assert changed.owner == cast.administrator
    with pytest.raises(RuleOutdated):
        change_rule(rule, draft, version=1, by=cast.manager)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://u:p@example.com/",
        "ftp://x",
    ],
)
def test_addresses_inside_the_house_are_not_called(url: str) -> None:
    with pytest.raises(WebhookRefused):
        checked_url(url)


def test_a_webhook_arrives_signed_and_is_tried_again_until_it_does(
    make_rule: Callable[..., Rule], make_customer: Callable[..., Any]
) -> None:
    got: list[tuple[dict[str, str], bytes]] = []
    answers = [500, 200]

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers[len(got) - 1])
            self.end_headers()

        def log_message(self, *_told: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        object.__setattr__(settings.CONFIGURATION, "webhook_hosts", ("127.0.0.1",))
        rule = make_rule({"act": "webhook", "settings": {"url": f"http://127.0.0.1:{server.server_port}/in"}})
        make_customer()
        run_rules(_latest("customer.created"))
        delivery = WebhookDelivery.objects.get()
        assert not deliver_now(delivery.pk)
        assert deliver_due() == 0  # not before its pause is over
        WebhookDelivery.objects.update(next_at=timezone.now())
        assert deliver_due() == 1
    finally:
        object.__setattr__(settings.CONFIGURATION, "webhook_hosts", ())
        server.shutdown()
        server.server_close()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 2, 200)
    headers, body = got[1]
    signature = hmac.new(secret_of(rule).encode(), body, hashlib.sha256).hexdigest()
    assert headers["Idic-Signature"] == f"sha256={signature}"
    assert json.loads(body)["verb"] == "customer.created"


def test_a_webhook_that_fails_in_a_way_nobody_thought_of_is_told_and_sent_again_by_hand(
    make_rule: Callable[..., Rule], make_customer: Callable[..., Any], cast: Any
) -> None:
    """What is kept of it is damaged: no body can be made of it."""
    rule = make_rule({"act": "webhook", "settings": {"url": "https://example.com/in"}})
    make_customer()
    run_rules(_latest("customer.created"))
    WebhookDelivery.objects.update(body=["damaged"], next_at=timezone.now())
    assert deliver_due() == 0
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.error, delivery.rule) == ("failed", "TypeError", rule)
    with pytest.raises(NotAllowed):
        send_again(delivery, by=cast.service)
    send_again(delivery, by=cast.administrator)
    WebhookDelivery.objects.update(attempts=ATTEMPTS, next_at=timezone.now())
    assert (deliver_due(), WebhookDelivery.objects.get().error) == (0, "interrupted")
