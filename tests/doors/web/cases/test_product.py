"""The product of a case in lists: column, filter by typing, groups, and to whom a new case goes."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Macro
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.settings import save_rule
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.views.models import BulkChange
from idic.foundation.views.operations.bulk import bulk_job, start_undoing, undo_job
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


def test_many_are_given_one_at_once_and_it_is_taken_back(signed_in, cast, make_case, products):
    kettle, lamp = products("K-1", "Kettle, red"), products("L-1", "Lamp")
    one, two = make_case("It leaks"), make_case("It hums", product=lamp)
    client, chosen = signed_in("service"), {"act": "set-product", "ids": [one.pk, two.pk]}
    page = client.post("/lists/case/act/", chosen).content.decode()
    assert "/lists/case/found/?name=product" in page
    offered = client.get("/lists/case/found/", {"name": "product", "q": "kett"}, headers={"HX-Request": "true"})
    assert f'name="product" value="{kettle.pk}" checked' in offered.content.decode()
    for wrong in ({}, {"product": "999999"}, {"product": "kettle"}):
        assert client.post("/lists/case/act/", {**chosen, **wrong, "start": "1"}).status_code == 422
    client.post("/lists/case/act/", {**chosen, "product": kettle.pk, "start": "1"})
    change = BulkChange.objects.get()
    _run(bulk_job, change)
    assert _products_of(one, two) == [kettle, kettle]
    assert "Product: Kettle, red" in client.get(f"/lists/changes/{change.pk}/").content.decode()
    start_undoing(change, by=cast.service)
    _run(undo_job, change)
    assert _products_of(one, two) == [None, lamp]
    # and of none
    client.post("/lists/case/act/", {**chosen, "product": "", "start": "1"})
    _run(bulk_job, BulkChange.objects.latest("pk"))
    assert _products_of(one, two) == [None, None]


def test_a_macro_sets_it(signed_in, make_case, products):
    kettle, client, case = products("K-1", "Kettle, red"), signed_in("manager"), make_case("It leaks")
    assert client.post("/cases/macros/", {"name": "Kettles", "product": "999999"}).status_code == 422
    assert client.post("/cases/macros/", {"name": "Kettles", "product": kettle.pk}).status_code == 302
    macro = Macro.objects.get()
    page = client.get("/cases/macros/", {"edit": macro.pk}).content.decode()
    assert "Set the product: Kettle, red" in page
    assert f'name="product" value="{kettle.pk}" checked' in page
    client.post(f"/cases/{case.pk}/macro/", {"macro": macro.pk, "version": case.version})
    assert _products_of(case) == [kettle]
    # one that is there no more is left out, and may be saved away
    case.refresh_from_db()
    macro.acts = [{"act": "product", "value": "999999"}, {"act": "priority", "value": "high"}]
    macro.save()
    client.post(f"/cases/{case.pk}/macro/", {"macro": macro.pk, "version": case.version})
    case.refresh_from_db()
    assert (case.priority, case.product) == ("high", kettle)


def test_the_bar_offers_those_of_the_newest_cases_that_the_reader_may_see(signed_in, make_case, products):
    kettle, lamp = products("K-1", "Kettle, red"), products("L-1", "Lamp")
    products("P-1", "Pan")
    about = make_case("It leaks", product=kettle)
    page = signed_in("service").get("/cases/").content.decode()
    assert f'<option value="{kettle.pk}">Kettle, red</option>' in page
    assert "Pan</option>" not in page
    found = signed_in("service").get("/cases/", {"product": kettle.pk}).content.decode()
    assert f"/cases/{about.pk}/" in found
    # chosen elsewhere, it is named all the same
    none = signed_in("service").get("/cases/", {"product": lamp.pk}).content.decode()
    assert f'<option value="{lamp.pk}" selected>Lamp</option>' in none
    assert f"/cases/{about.pk}/" not in none


def _run(job, change):
    change.refresh_from_db()
    job(SilentProgress(), change.job.arguments)
    change.refresh_from_db()


def _products_of(*cases):
    for case in cases:
        case.refresh_from_db()
    return [case.product for case in cases]
