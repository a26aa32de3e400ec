"""The reader's own cases on the home page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.interact.cases.operations.change import assign_case, snooze_case
from tests.doors.web.web_forms.making import make_form, make_held

pytestmark = pytest.mark.django_db


def _mine(make_case, cast, title):
    case = make_case(title)
    return assign_case(case, owner=cast.service, version=case.version, by=cast.service)


def test_home_asks_for_the_cases_of_whoever_works_on_cases(signed_in, make_customer):
    make_customer(given_name="Malee", family_name="Srisuk", email="malee@example.com")
    assert signed_in("service").get("/").content.decode().count('hx-get="/cases/own/"') == 1


def test_own_cases_stand_there_but_for_those_that_are_put_off_or_somebody_elses(signed_in, cast, make_case):
    _mine(make_case, cast, "The kettle leaks")
    later = _mine(make_case, cast, "Put off until Monday")
    snooze_case(later, until=timezone.now() + timedelta(days=2), version=later.version, by=cast.service)
    make_case("Nobody has this one")
    page = signed_in("service").get("/cases/own/").content.decode()
    assert (page.count("The kettle leaks"), page.count("Put off until Monday")) == (1, 0)
    assert page.count("Nobody has this one") == 0
    assert page.count("<strong>1</strong> <span>Nobody&#x27;s yet</span>") == 1


def test_who_has_none_is_led_to_the_next(signed_in, cast):
    assert signed_in("service").get("/cases/own/").content.decode().count('href="/cases/next/"') == 1


def test_many_cost_as_much_as_one(signed_in, cast, make_case):
    client = signed_in("service")

    def asked():
        client.get("/cases/own/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/cases/own/").status_code == 200
        return len(queries)

    _mine(make_case, cast, "First")
    with_one = asked()
    for number in range(6):
        _mine(make_case, cast, f"Further {number}")
    assert asked() == with_one <= 12


def test_whoever_leads_the_channels_is_told_of_messages_that_are_held(signed_in, cast):
    form = make_form(cast.administrator)
    make_held(form)
    assert (
        signed_in("administrator").get("/cases/own/").content.decode().count(f'href="/settings/web-forms/{form.pk}/"')
        == 1
    )
    assert signed_in("service").get("/cases/own/").content.decode().count("/settings/web-forms/") == 0
