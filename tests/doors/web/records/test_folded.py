"""Of a record that names what is wanted at once, the other details are folded; nothing is left out."""

from __future__ import annotations

import re

import pytest

from idic.domain.interact.cases.models import Case
from idic.doors.web.records.values import field_groups
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.operations.definitions import create_attribute
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of
from tests.domain.interact.cases.conftest import make_case

__all__ = ["make_case"]
pytestmark = pytest.mark.django_db


def _names(text):
    return re.findall(r'data-field="(\w+)"', text)


def _parts(client, case):
    page = client.get(f"/cases/{case.pk}/").content.decode()
    details = page[page.index("data-record-fields>") :]
    front, rest = details.split('<details class="fold">')
    return _names(front), _names(rest[: rest.index("</section>")])


def test_what_is_filled_and_matters_stands_first_and_the_rest_is_folded(signed_in, cast, make_case):
    case, client = make_case("The kettle leaks", text="It leaks since Monday."), signed_in("service")
    front, rest = _parts(client, case)
    assert front[0] == "purpose"
    assert {"received", "text"} <= set(front)
    assert "topic" not in front, "nobody has chosen one"
    assert {"topic", "number", "state", "weekday", "runs_out", "counted"} <= set(rest)
    groups = field_groups(cast.service, Subject(noun_of("case"), case))
    assert sorted(front + rest) == sorted(
        one.field.name for group in groups for one in (*group.filled, *group.empty)
    ), "each once"


def test_what_the_house_added_itself_stands_in_front_when_it_is_filled(signed_in, cast, make_case):
    create_attribute("case", Draft("shelf", "text", "behavioural", {"en": "Shelf"}), by=cast.manager)
    case, client = make_case("The kettle leaks"), signed_in("service")
    assert "x_shelf" in _parts(client, case)[1]
    Case.objects.filter(pk=case.pk).update(attributes={"x_shelf": "South wall"})
    assert _parts(client, case)[0][-1] == "x_shelf"


def test_a_noun_that_names_nothing_shows_all_as_before(signed_in, make_customer):
    page = signed_in("manager").get(f"/customers/{make_customer(given_name='Ann').pk}/").content.decode()
    assert "data-record-fields" in page
    assert '<details class="fold">' not in page
    assert '<details class="record-empty">' in page
