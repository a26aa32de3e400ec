from __future__ import annotations

import json
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from idic.domain.differentiate.models import SegmentMembership
from idic.domain.differentiate.operations.segments import create_segment
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.uses import Use, _finders, finds_uses
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.run import perform_job
from idic.foundation.nouns.compiling import narrowed_by, read_predicate
from idic.foundation.nouns.registry import fields_of
from idic.foundation.views.enums import Purpose
from idic.foundation.views.looks import Look
from idic.foundation.views.operations.exports import file_of, request_export
from idic.foundation.views.selections import Selection

LIST, NEW = "/attributes/", "/attributes/new/"
PERSON = {"kind": "person", "given_name": "Anan", "family_name": "Jaidee", "phone": "0812345678"}
PETS: dict[str, Any] = {
    "noun": "customer", "type": "choice", "group": "behavioural", "label_en": "Favourite pet", "label_th": "สัตว์เลี้ยง",
    "choice_code": ["", "", ""], "choice_retired": ["", "", ""], "choice_en": ["Cat", "Dog", ""],
    "choice_th": ["แมว", "", ""], "choice_zh-hans": ["", "", ""], "choice_zh-hant": ["", "", ""],
}  # fmt: skip


def added(client: Any, **values: Any) -> AttributeDefinition:
    typed = {"noun": "customer", "type": "text", "group": "behavioural", "label_en": "Thing", **values}
    response = client.post(NEW, typed)
    assert response.status_code == 302, response.context["form"].errors
    return AttributeDefinition.objects.latest("pk")


def test_a_new_attribute_is_usable_everywhere_at_once(signed_in: Any, cast: Any) -> None:
    """In the form, the list's filter and columns, an import, a segment and a file, without a restart."""
    client = signed_in("manager")
    assert client.post(NEW, PETS).status_code == 302
    definition = AttributeDefinition.objects.get()
    assert (definition.code, definition.choices[0]) == (
        "favourite_pet", {"code": "cat", "labels": {"en": "Cat", "th": "แมว"}, "retired": False},
    )  # fmt: skip
    key = "x_favourite_pet"

    form = client.get("/customers/new/")
    assert "Favourite pet" in form.content.decode()
    client.post("/customers/new/", {**PERSON, key: "cat"})
    customer = Customer.objects.get()
    assert customer.facts == {key: "cat"}
    edit = client.get(f"/customers/{customer.pk}/edit/").context["form"]
    assert edit[key].value() == "cat"

    source = ensure_source(code="crm", name="CRM", by=None)
    text = "customer id,full name,สัตว์เลี้ยง\n7,Malee Suk,dog\n"
    batch = upload_import([text.encode()], file_name="a.csv", kind="customers", source=source, by=cast.manager)
    page = client.get(f"/imports/{batch.pk}/").content.decode()
    assert "Favourite pet" in page
    assert batch.mapping[key] == "สัตว์เลี้ยง"
    import_now(batch, by=cast.manager)

    rule = {"all": [{"field": key, "op": "eq", "value": "dog"}]}
    fields = fields_of("customer")
    found = narrowed_by(Customer.objects.all(), "customer", read_predicate(rule, fields), as_of=timezone.localdate())
    assert [one.name for one in found] == ["Malee Suk"]
    listed = client.get("/customers/", {"where": json.dumps(rule), "cols": f"name,{key}"}).content.decode()
    assert "Malee Suk" in listed
    assert "Anan Jaidee" not in listed

    segment = create_segment(name="Dogs", description="", rule=rule, by=cast.manager)
    members = SegmentMembership.objects.filter(segment=segment, valid_to__isnull=True)
    assert [one.customer.name for one in members] == ["Malee Suk"]

    exported = request_export(
        Selection("customer", Look(), is_all=True), columns=["name", key], file_format="csv", purpose=Purpose.REPORTING,
        note="", by=cast.manager,
    )  # fmt: skip
    assert exported.job is not None
    perform_job(exported.job.pk)
    exported.refresh_from_db()
    written = file_of(exported, by=cast.manager).read_text(encoding="utf-8-sig")
    assert "Favourite pet" in written
    assert "Cat" in written


def test_every_role_but_those_who_manage_is_refused(signed_in: Any) -> None:
    assert signed_in("sales").get(LIST).status_code == 403
    assert signed_in("analyst").post(NEW, PETS).status_code == 403


def test_the_first_attribute_is_offered_where_there_is_none(signed_in: Any) -> None:
    assert "Add the first attribute" in signed_in("manager").get(LIST).content.decode()


def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(signed_in: Any) -> None:
    client = signed_in("manager")
    typed = {
        "noun": "customer",
        "type": "number",
        "group": "behavioural",
        "label_en": "Size",
        "minimum": "9",
        "maximum": "1",
    }
    response = client.post(NEW, typed)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == ["maximum"]
    assert form["minimum"].value() == "9"
    assert client.post(NEW, {**typed, "label_en": ""}).context["form"].errors.keys() == {"code"}
    assert client.post(NEW, {**PETS, "choice_en": ["", "", ""], "choice_th": ["", "", ""]}).status_code == 422
    assert client.get(LIST, {"noun": "nothing"}).status_code == 404
    assert not AttributeDefinition.objects.exists()


def test_an_edit_renames_and_retires_and_refuses_the_second_tab(signed_in: Any) -> None:
    client = signed_in("manager")
    client.post(NEW, PETS)
    definition = AttributeDefinition.objects.get()
    url = f"{LIST}{definition.pk}/"
    form = client.get(url).context["form"]
    typed = {
        **PETS, "label_en": "Pet", "version": form["version"].value(), "choice_code": ["dog", "cat"],
        "choice_retired": ["", "yes"], "choice_en": ["Dog", "Cat"], "choice_th": ["", "แมว"],
    }  # fmt: skip
    assert client.post(url, typed).status_code == 302
    definition.refresh_from_db()
    assert [(one.code, one.retired) for one in definition.choice_list] == [("dog", False), ("cat", True)]
    assert (definition.label, definition.code) == ("Pet", "favourite_pet")
    response = client.post(url, typed)
    assert response.status_code == 422
    assert "Load it again" in response.content.decode()


def test_the_preview_shows_the_field_and_the_formula_its_result(signed_in: Any, make_customer: Any) -> None:
    client = signed_in("manager")
    assert "สัตว์เลี้ยง" in client.post(
        "/attributes/preview/", {**PETS, "label_en": ""}, headers={"hx-request": "true"}
    ).content.decode()  # fmt: skip
    added(client, type="number", label_en="Visits")
    make_customer(given_name="Anan", x_visits="4")
    typed = {"noun": "customer", "type": "computed", "group": "behavioural", "label_en": "Twice"}
    answer = client.post("/attributes/formula/", {**typed, "formula": "x_visits * 2"}).content.decode()
    assert "For Anan: 8" in answer
    answer = client.post("/attributes/formula/", {**typed, "formula": "x_visit * 2"}).content.decode()
    assert "There is no field “x_visit”" in answer
    assert client.post("/attributes/formula/", typed).status_code == 200


def test_a_required_attribute_is_asked_of_its_kind_only(signed_in: Any) -> None:
    client = signed_in("manager")
    added(client, label_en="Card", is_required="on", applies_to="person")
    response = client.post("/customers/new/", PERSON)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["x_card"]
    organisation = {"kind": "organisation", "name": "Siam Foods Co., Ltd."}
    assert client.post("/customers/new/", organisation).status_code == 302
    assert client.post("/customers/new/", {**PERSON, "x_card": "7"}).status_code == 302


def test_several_choices_and_yes_no_travel_through_the_form(signed_in: Any) -> None:
    client = signed_in("manager")
    client.post(NEW, {**PETS, "type": "choices"})
    added(client, type="yes_no", label_en="Member")
    client.post("/customers/new/", {**PERSON, "x_favourite_pet": ["dog", "cat"], "x_member": "no"})
    customer = Customer.objects.get()
    assert customer.facts == {"x_favourite_pet": ["cat", "dog"], "x_member": "no"}
    form = client.get(f"/customers/{customer.pk}/edit/").context["form"]
    assert form["x_favourite_pet"].value() == ["cat", "dog"]
    query = QueryDict(mutable=True)
    query.update({**PERSON, "version": customer.version, "x_member": ""})
    client.post(f"/customers/{customer.pk}/edit/", query)
    customer.refresh_from_db()
    assert customer.facts == {}


def test_the_archive_names_what_uses_it_and_deleting_wants_its_code(signed_in: Any) -> None:
    client = signed_in("manager")
    definition = added(client)
    url = f"{LIST}{definition.pk}/"

    def finder(noun: str, key: str) -> list[Use]:
        return [Use("Segment", f"Those of {key}")]

    finds_uses(finder)
    try:
        assert "Those of x_thing" in client.get(url).content.decode()
    finally:
        _finders.remove(finder)
    assert client.post(f"{url}archive/").status_code == 302
    assert "In the archive" in client.get(LIST).content.decode()
    assert client.post(f"{url}delete/", {"confirmation": "other"}).headers["Location"] == url
    client.post(f"{url}restore/")
    assert not AttributeDefinition.objects.get().is_archived
    client.post(f"{url}archive/")
    client.post(f"{url}delete/", {"confirmation": "thing"})
    assert Job.objects.filter(kind="attributes.delete").count() == 1


def test_segments_and_formulas_that_name_it_are_told(signed_in: Any, cast: Any) -> None:
    client = signed_in("manager")
    definition = added(client, type="number", label_en="Visits")
    rule = {"all": [{"field": "x_visits", "op": "gt", "value": 3}]}
    create_segment(name="Often here", description="", rule=rule, by=cast.manager)
    added(client, type="computed", label_en="Twice", formula="x_visits * 2")
    page = client.get(f"{LIST}{definition.pk}/").content.decode()
    assert "Often here" in page
    assert "Computed attribute" in page


def test_the_type_is_changed_after_a_look_and_taken_back(signed_in: Any, make_customer: Any) -> None:
    client = signed_in("manager")
    definition = added(client)
    for typed in ("12", "large"):
        make_customer(given_name="Anan", x_thing=typed)
    url = f"{LIST}{definition.pk}/type/"
    look = client.get(url, {"type": "number"})
    assert (look.context["look"].fitting, look.context["look"].misfits) == (1, 1)
    posted = {"type": "number", "version": look.context["form"]["version"].value()}
    assert client.post(url, posted).status_code == 422
    assert client.post(url, {**posted, "clears": "on"}).status_code == 302
    definition.refresh_from_db()
    assert definition.type == "number"
    client.post(f"{url}undo/")
    assert {one.facts["x_thing"] for one in Customer.objects.all()} == {"12", "large"}
    proposed = client.get(url, {"type": "choice"})
    assert [one.labels["en"] for one in proposed.context["choices"]] == ["12", "large"]


def test_the_list_costs_the_same_for_one_and_for_many(signed_in: Any, django_assert_max_num_queries: Any) -> None:
    client = signed_in("manager")
    added(client)
    with django_assert_max_num_queries(12):
        client.get(LIST)
    for number in range(10):
        added(client, label_en=f"Thing {number}")
    with django_assert_max_num_queries(12):
        page = client.get(LIST).content.decode()
    assert "Thing 9" in page
    client.post(f"{LIST}{AttributeDefinition.objects.latest('pk').pk}/move/", {"to": "up"})
