from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from idic.doors.web.questions.address import pairs_of, read_address
from idic.doors.web.questions.ready import READY
from idic.doors.web.questions.words import Names
from idic.foundation.accounts.models import User
from idic.warehouse.measures.dimensions import DIMENSIONS
from idic.warehouse.questions.reading import read_question
from tests.warehouse.questions import world

SignIn = Callable[[str], Client]
ASK = "/questions/ask/"
# One process that answers for all of them; so in the files beside this one.
pytestmark = [pytest.mark.usefixtures("figures"), pytest.mark.xdist_group("questions")]
NET = sum(one["amount_e4"] for one in world.lines() if one["currency"] == "THB") / 10_000


def page(client: Client, address: str = "", path: str = ASK) -> str:
    answer = client.get(f"{path}?{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_is_answered_with_picture_table_and_total(signed_in: SignIn) -> None:
    text = page(signed_in("analyst"), "m=net_sales&r=month")
    assert "data-chart" in text
    assert f"{NET:,.0f}" in text
    assert "Nov 2025" in text


def test_a_cell_leads_to_what_is_behind_it(signed_in: SignIn) -> None:
    text = page(signed_in("analyst"), "m=net_sales&r=category_1")
    assert "f1=category_1&amp;f1v=Tea" in text
    assert "r=category_2" in text
    narrowed = page(signed_in("analyst"), "m=net_sales&r=category_2&f1=category_1&f1v=Tea")
    assert "Green" in narrowed
    assert "Coffee" not in narrowed.split('id="answer"')[1]


def test_a_question_without_sense_says_so_and_keeps_what_was_chosen(signed_in: SignIn) -> None:
    text = page(signed_in("analyst"), "m=customers&r=month")
    assert "cannot be told by" in text
    assert '<option value="customers" selected>' in text


def test_ready_questions_open_and_answer(signed_in: SignIn) -> None:
    client = signed_in("manager")
    for one in READY:
        answer = client.get(reverse("questions:ready", args=[one.code]), follow=True)
        assert answer.status_code == 200
        assert read_question(read_address(answer.wsgi_request.GET)).stored() == read_question(one.asked).stored()


def test_an_address_is_read_back_as_the_question(signed_in: SignIn) -> None:
    from django.http import QueryDict
    from django.utils.http import urlencode

    stored: dict[str, Any] = {
        "measures": ["net_sales"], "rows": ["province"],
        "filters": [{"dimension": "channel", "op": "is_not", "values": ["shop", None]}],
        "period": {"preset": "between", "from": "2026-01-01", "to": "2026-02-01"}, "compare": "year", "limit": 20,
        "having": [{"measure": 0, "of": "change", "op": "<", "value": -1.5}], "show": "running", "chart": "bar",
    }  # fmt: skip
    question = read_question(stored)
    assert read_question(read_address(QueryDict(urlencode(pairs_of(question))))) == question


def test_what_a_role_does_not_see_is_neither_offered_nor_answered(signed_in: SignIn) -> None:
    from idic.foundation.accounts.models import RoleDefinition

    client = signed_in("service")
    RoleDefinition.objects.update_or_create(
        code="service", defaults={"name": "Service", "grants": {"value.see": "none"}}
    )
    text = page(client, "m=lifetime_value&r=tier")
    assert "does not see" in text
    assert 'value="lifetime_value"' not in text


def test_the_answer_goes_as_a_file_and_rows_of_customers_only_with_the_right(signed_in: SignIn) -> None:
    rows = list(
        csv.reader(
            io.StringIO(
                signed_in("analyst").get("/questions/download/csv/?m=net_sales&r=place").content.decode("utf-8-sig")
            )
        )
    )
    assert rows[0] == ["Place", "Net sales"]
    assert {row[0] for row in rows[1:]} == {"Siam", "Ari", "Total"}
    assert float(rows[-1][1]) == pytest.approx(NET)
    excel = signed_in("analyst").get("/questions/download/xlsx/?m=net_sales&r=place")
    assert excel.content[:2] == b"PK"
    assert signed_in("service").get("/questions/download/csv/?m=net_sales&r=customer").status_code == 403
    assert signed_in("analyst").get("/questions/download/csv/?m=net_sales&r=customer").status_code == 200


def test_customers_behind_a_figure_become_a_list(signed_in: SignIn, make_customer: Callable[..., Any]) -> None:
    """The first two customers of the star are real ones here; nobody sees the others."""
    from idic.domain.differentiate.models import ListedCustomer, Segment

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('identify_customer', 'id'), 99, true)")
    make_customer(given_name="Malee", family_name="Suk", phone="0811111111")
    make_customer(given_name="Anan", family_name="Dee", phone="0822222222")
    client = signed_in("analyst")
    text = page(client, "m=net_sales&f1=place&f1v=Siam", reverse("questions:customers"))
    assert "Malee" in text
    assert "Anan" in text
    answer = client.post(reverse("questions:make-list"), {"m": "net_sales", "name": "Tea drinkers"})
    segment = Segment.objects.get(name="Tea drinkers")
    assert answer["Location"] == reverse("segments:detail", args=[segment.pk])
    assert set(ListedCustomer.objects.values_list("customer_id", flat=True)) == {100, 101}


def test_the_page_costs_few_queries_whatever_the_number_of_rows(signed_in: SignIn) -> None:
    client = signed_in("analyst")
    counts = []
    for address in (
        "m=net_sales&r=customer&n=10",
        "m=net_sales&r=customer&n=100",
        "m=net_sales&r=owner&f1=segment&f1v=1",
    ):
        client.get(f"{ASK}?{address}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{ASK}?{address}")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert max(counts) <= 12


def test_what_was_bought_only_in_the_earlier_time_can_be_chosen(signed_in: SignIn) -> None:
    last = max(one["day"] for one in world.lines())
    after = f"m=net_sales&r=customer&p=between&from={last.replace(year=last.year + 1)}&to={last.replace(year=last.year + 2)}"
    assert 'value="Tea"' not in page(signed_in("analyst"), f"{after}&add=category_1")
    assert 'value="Tea"' in page(signed_in("analyst"), f"{after}&vs=before&add=category_1")


def test_a_province_is_named_in_the_language_of_the_reader() -> None:
    names = Names(User(), {})
    assert names.text(DIMENSIONS["province"], "กรุงเทพมหานคร") == "Bangkok"
    with override("zh-hant"):
        assert names.text(DIMENSIONS["province"], "กรุงเทพมหานคร") == "曼谷"
