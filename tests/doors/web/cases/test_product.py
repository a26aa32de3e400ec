"""The product of a case in lists: column, filter by typing, groups, and to whom a new case goes."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.settings import save_rule
from tests.doors.web.costs import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def products():
    def make(code, name, category=None):
        return Product.objects.create(code=code, name=name, category=category, created_at=timezone.now())

    return make


def only(product):
    return json.dumps({"all": [{"field": "product", "op": "in", "value": [str(product.pk)]}]})


def test_it_is_a_column_a_filter_and_a_group(signed_in, make_case, products):
    kettle, lamp = products("K-1", "Kettle, red"), products("L-1", "")
    about = make_case("It leaks", product=kettle)
    make_case("It is dark", product=lamp)
    make_case("Hello")
    client, asked = signed_in("service"), {"cols": "number,title,product", "view": "all"}
    page = client.get("/cases/", asked).content.decode()
    assert "Kettle, red" in page
    assert "L-1" in page
    page = client.get("/cases/", {**asked, "where": only(kettle)}).content.decode()
    assert "It leaks" in page
    assert "It is dark" not in page
    assert "Product is one of: Kettle, red" in page
    groups = client.get("/lists/case/groups/", {"by": "product", "view": "all"}).content.decode()
    assert "Kettle, red" in groups
    assert "Not known" in groups
    assert about.title in client.get("/cases/", {"where": only(kettle)}).content.decode()


def test_it_is_found_by_typing_in_either_chinese_script_and_named_in_the_builder(signed_in, products):
    kettle, tea = products("K-1", "Kettle, red"), products("T-1", "綠茶壺")
    client = signed_in("service")

    def found(text):
        return client.get("/lists/case/found/", {"name": "product", "q": text}).json()["choices"]

    assert found("kett") == [[str(kettle.pk), "Kettle, red"]]
    assert found("绿茶") == found("綠茶") == [[str(tea.pk), "綠茶壺"]]
    assert client.get("/lists/case/found/", {"name": "title", "q": "x"}).json()["choices"] == []
    builder = client.get("/lists/case/filter/", {"where": only(kettle)}).content.decode()
    assert f'"named": {{"{kettle.pk}": "Kettle, red"}}' in builder
    assert "picker-template" in builder


def test_a_page_with_the_column_costs_the_same_for_many_rows(signed_in, make_case, products):
    client, address = signed_in("service"), "/cases/?cols=number,title,product&view=all"
    make_case(product=products("P-0", "First"))
    client.get(address)
    one = queries_of(client, address)
    for number in range(1, 12):
        make_case(product=products(f"P-{number}", f"Product {number}"))
    assert queries_of(client, address) == one <= 12


def test_a_rule_gives_cases_about_a_category_and_what_is_below_it_to_a_team(cast, products):
    machines = Category.objects.create(name="Machines", path="Machines")
    kettles = Category.objects.create(name="Kettles", path="Machines / Kettles", parent=machines, depth=1)
    team = cast.sales.team
    values = {"name": "Machines", "category": machines, "team": team, "giving": "team", "is_on": True}
    save_rule(None, values, by=cast.administrator)
    for product, expected in (
        (products("K-1", "Kettle", kettles), team), (products("M-1", "Mixer", machines), team),
        (products("L-1", "Lamp"), None), (None, None),
    ):  # fmt: skip
        assert open_case(CaseDraft(title="Broken", mode="phone", product=product), by=None).team == expected
