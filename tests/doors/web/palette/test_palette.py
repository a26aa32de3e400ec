from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from idic.domain.identify.models import Customer
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.doors.web.palette.answer import written
from idic.doors.web.shell.search import Group, Hit
from idic.foundation.nouns.registry import nouns

SignIn = Callable[[str], Client]


def _other_kinds() -> int:
    """Kinds of records that are searched beside customers."""
    return sum(one.search is not None and one.code != "customer" for one in nouns())


def _found(client: Client, text: str) -> str:
    answer = client.get(reverse("search"), {"q": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def task(cast: Any) -> Any:
    return create_task(TaskDraft(title="Call about the invoice", owner=cast.manager), by=cast.manager)


def test_pages_acts_customers_and_tasks_are_found(
    signed_in: SignIn, make_customer: Callable[..., Any], task: Any
) -> None:
    client, customer = signed_in("manager"), make_customer()
    assert reverse("customers:detail", args=[customer.pk]) in _found(client, "jaidee")
    assert reverse("tasks:detail", args=[task.pk]) in _found(client, "invoice")
    assert reverse("segments:list") in _found(client, "segm")
    assert reverse("customers:create") in _found(client, "new cus")


def test_something_new_is_made_from_the_typed_text(signed_in: SignIn) -> None:
    client = signed_in("manager")
    answer = _found(client, 'Somsri "x" <b>')
    assert "/customers/new/?given_name=Somsri+%22x%22+%3Cb%3E" in answer
    assert "<b>" not in answer
    assert (
        'value="Somsri &quot;x&quot; &lt;b&gt;"'
        in client.get("/customers/new/?given_name=Somsri+%22x%22+%3Cb%3E").content.decode()
    )
    assert 'value="Call Somsri"' in client.get("/tasks/new/?title=Call+Somsri").content.decode()


def test_before_a_text_is_typed_the_last_opened_and_the_starred_are_offered(
    signed_in: SignIn, make_customer: Callable[..., Any]
) -> None:
    client, customer = signed_in("manager"), make_customer()
    client.get(reverse("customers:detail", args=[customer.pk]))
    client.post(reverse("records:star", args=["customer", customer.pk]), {"star": "yes"})
    answer = _found(client, "")
    assert "Last opened" in answer
    assert "Starred" in answer
    assert answer.count(reverse("customers:detail", args=[customer.pk])) == 2


def test_an_answer_costs_few_queries(signed_in: SignIn, make_customer: Callable[..., Any], task: Any) -> None:
    client = signed_in("manager")
    make_customer()
    for text in ("jaidee", "invoice", "a"):
        _found(client, text)
        with CaptureQueriesContext(connection) as captured:
            _found(client, text)
        # who is there, names, tokens, all other kinds together, and the rows of each that is found
        assert len(captured) <= 4 + _other_kinds()


def test_only_what_the_role_allows_is_found_and_offered(
    cast: Any, signed_in: SignIn, make_customer: Callable[..., Any], task: Any
) -> None:
    make_customer()
    sales = signed_in("sales")
    assert "invoice" not in _found(sales, "Call about").replace("Call about", "")
    assert reverse("users:create") not in _found(sales, "add")
    assert reverse("automation:list") not in _found(signed_in("service"), "automation")


def test_a_common_name_costs_one_query_for_customers(signed_in: SignIn, cast: Any) -> None:
    now = timezone.now()
    Customer.objects.bulk_create(
        Customer(name=f"John {at}", sort_name=f"john{at}", search_text=f"john {at}", created_at=now, updated_at=now)
        for at in range(200)
    )
    client = signed_in("manager")
    assert "John 1" in _found(client, "john")
    with CaptureQueriesContext(connection) as captured:
        _found(client, "john")
    assert len(captured) == 4  # who is there, names, all other kinds together, articles


def test_pages_and_acts_are_found_in_the_language_of_each_reader(signed_in: SignIn, cast: Any) -> None:
    client = signed_in("manager")
    for language in ("en", "th", "zh-hans", "en"):
        cast.manager.language = language
        cast.manager.save(update_fields=["language"])
        with translation.override(language):
            page, act = gettext("Customers"), gettext("New customer")
        assert f'<span class="search-hit-title">{page}</span>' in _found(client, page)
        assert f'<span class="search-hit-title">{act}</span>' in _found(client, act)


def test_all_that_comes_from_data_is_written_as_text() -> None:
    hostile = "<i>\"'&"
    hits = [Hit(hostile, f"/{hostile}", hostile), Hit("plain", "/plain")]
    answer = written("x", [Group(hostile, "users", hits), Group("more", "star", hits)])
    safe = "&lt;i&gt;&quot;&#x27;&amp;"
    assert "<i>" not in answer
    assert f'aria-label="{safe}"' in answer
    assert f'href="/{safe}"' in answer
    assert f'<span class="search-hit-title">{safe}</span><span class="search-hit-detail">{safe}</span>' in answer
    assert '<span class="search-hit-title">plain</span></span></a>' in answer
    assert [f'id="hit-{place}-{number}"' in answer for place in (1, 2, 3) for number in (1, 2)] == [True] * 4 + [
        False
    ] * 2
    assert "&lt;i&gt;" in written("<i>", [])
    assert written("", []) == ""


@pytest.mark.parametrize("text", ["\x00", "%", "'", "ก" * 5000, "a\nb", "{{ x }}"])
def test_any_text_is_answered(signed_in: SignIn, text: str) -> None:
    _found(signed_in("manager"), text)


def test_the_sheet_of_keys_is_a_part_and_a_page(signed_in: SignIn) -> None:
    client = signed_in("analyst")
    part = client.get(reverse("palette:keys"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "<kbd>Ctrl</kbd> + <kbd>K</kbd>" in part
    assert "<h2 " in client.get(reverse("palette:keys")).content.decode()
