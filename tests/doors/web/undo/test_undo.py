from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.identify.models import Customer
from idic.domain.identify.noun import change
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.models import Task
from idic.domain.work.operations.create import create_task
from idic.foundation.events.models import Event

SignIn = Callable[[str], Client]


def _latest(verb: str) -> int:
    return Event.objects.filter(verb=verb).latest("id").pk


def _undo(client: Client, verb: str, **headers: str) -> Any:
    return client.post(reverse("undo", args=[_latest(verb)]), headers=headers)


def test_an_edit_and_an_assignment_are_taken_back_once(
    cast: Any, signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    customer = make_customer()
    customer = change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    change(customer, {"owner": str(cast.sales.pk)}, version=customer.version, by=cast.manager)
    client = signed_in("manager")
    assert _undo(client, "customer.assigned", **{"HX-Request": "true"})["HX-Refresh"] == "true"
    assert Customer.objects.get().owner == cast.administrator
    _undo(client, "customer.changed")
    assert Customer.objects.get().province == ""
    again = client.post(
        reverse("undo", args=[Event.objects.filter(verb="customer.assigned").earliest("id").pk]), follow=True
    )
    assert "cannot be taken back" in again.content.decode()


def test_a_later_word_is_not_overwritten(cast: Any, signed_in: SignIn, make_customer: Callable[..., Any]) -> None:
    customer = make_customer()
    customer = change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    event = _latest("customer.changed")
    change(customer, {"province": "Krabi"}, version=customer.version, by=cast.administrator)
    answer = signed_in("manager").post(reverse("undo", args=[event]), follow=True)
    assert "changed again since" in answer.content.decode()
    assert Customer.objects.get().province == "กระบี่"


def test_only_who_did_it_may_take_it_back(cast: Any, signed_in: SignIn, make_customer: Callable[..., Any]) -> None:
    customer = make_customer()
    change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    for who in ("administrator", "sales", "analyst"):
        _undo(signed_in(who), "customer.changed")
    assert Customer.objects.get().province == "ภูเก็ต"
    assert signed_in("manager").post(reverse("undo", args=[10**15])).status_code == 302
    assert signed_in("manager").get(reverse("undo", args=[1])).status_code == 405


def test_a_finished_task_offers_its_way_back_on_a_page_and_in_a_header(cast: Any, signed_in: SignIn) -> None:
    client = signed_in("manager")
    for headers in ({}, {"HX-Request": "true"}):
        task = create_task(TaskDraft(title="Call", owner=cast.manager), by=cast.manager)
        answer = client.post(
            reverse("tasks:complete", args=[task.pk]), {"version": task.version}, headers=headers, follow=not headers
        )
        url = reverse("undo", args=[_latest("task.completed")])
        if headers and "HX-Trigger" in answer.headers:
            toasts = json.loads(answer["HX-Trigger"])["toast"]["toasts"]
            assert [one["undo"] for one in toasts] == [url]
        elif not headers:
            assert f'hx-post="{url}"' in answer.content.decode()
        client.post(url)
        assert Task.objects.get(pk=task.pk).state == "open"


@pytest.mark.parametrize("referer", ["https://elsewhere.example/x", "javascript:alert(1)", ""])
def test_the_way_back_leads_nowhere_else(
    cast: Any, signed_in: SignIn, make_customer: Callable[..., Any], referer: str
) -> None:
    customer = make_customer()
    change(customer, {"province": "Phuket"}, version=customer.version, by=cast.manager)
    assert _undo(signed_in("manager"), "customer.changed", Referer=referer).url == reverse("home")
