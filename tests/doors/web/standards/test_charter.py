from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from idic.domain.interact.standards.models import CharterSettings
from idic.domain.interact.standards.operations.cells import set_cell
from idic.domain.interact.standards.operations.charter import show_charter
from idic.foundation.events.models import Event
from idic.foundation.limits.addresses import is_over

pytestmark = pytest.mark.django_db
WORDS = {"en": "A person answers you today.", "th": "มีคนตอบคุณในวันนี้"}


def test_the_charter_is_inside_until_an_administrator_opens_it(signed_in, make_standard):
    make_standard(words=WORDS)
    assert Client().get("/charter/").status_code == 404
    assert Client().get("/charter/pdf/").status_code == 404
    for role in ("quality", "manager"):
        assert signed_in(role).post("/standards/charter/publication/", {"is_public": "on"}).status_code == 403
    signed_in("administrator").post("/standards/charter/publication/", {"is_public": "on"})
    page = Client().get("/charter/")
    assert page.status_code == 200
    assert WORDS["en"] in page.content.decode()
    assert "90% within 1 h" in page.content.decode()
    assert Event.objects.filter(verb="charter.changed").count() == 1
    signed_in("administrator").post("/standards/charter/publication/", {})
    assert Client().get("/charter/").status_code == 404


@pytest.mark.parametrize(("path", "most"), [("/charter/", 120), ("/charter/pdf/", 20)])
def test_a_stranger_reads_and_prints_it_so_often_and_no_more(cast, make_standard, path, most):
    """Only the last of them are asked for: those before are counted as the page counts them."""
    make_standard(words=WORDS)
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    what = "charter.print" if "pdf" in path else "charter.read"
    asked = RequestFactory().get(path, REMOTE_ADDR="203.0.113.9")
    for _time in range(most - 1):
        is_over(asked, what, most=most, minutes=10)
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    assert stranger.get(path).status_code == 200
    refused = stranger.get(path, headers={"Accept-Language": "th"})
    assert (refused.status_code, refused["Retry-After"], refused["Content-Language"]) == (429, "600", "th")
    assert Client(REMOTE_ADDR="203.0.113.10").get(path).status_code == 200


def test_it_speaks_the_language_chosen_for_it(signed_in, make_standard):
    make_standard(words=WORDS)
    page = signed_in("service").get("/standards/charter/?language=th").content.decode()
    assert WORDS["th"] in page
    assert WORDS["en"] not in page
    assert '<section class="card charter" lang="th">' in page
    # what nobody wrote in a language stands in English
    assert WORDS["en"] in signed_in("service").get("/standards/charter/?language=zh-hant").content.decode()
    assert WORDS["en"] in signed_in("service").get("/standards/charter/?language=klingon").content.decode()


def test_figures_stand_outside_only_where_switched_on_and_of_enough_contacts(cast, make_standard, make_case):
    make_standard(words=WORDS)
    show_charter(is_public=True, shows_attainment=True, by=cast.administrator)
    for _number in range(29):
        make_case(after=10)
    assert "kept in" not in Client().get("/charter/").content.decode()
    make_case(after=90)
    assert "kept in 97% of 30 contacts" in Client().get("/charter/").content.decode()
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    assert "kept in" not in Client().get("/charter/").content.decode()
    assert CharterSettings.objects.count() == 1


def test_nothing_internal_stands_outside(cast, make_standard):
    make_standard(minutes=61, words=WORDS)
    make_standard(minutes=30, tier="most_valuable")
    set_cell(
        "phone", "complain",
        {"offered": "yes", "owner": cast.manager, "cost_per_contact": 35, "note": "Rude callers", "address": "02 123"},
        by=cast.quality,
    )  # fmt: skip
    set_cell("fax", "complain", {"offered": "planned", "address": "02 999"}, by=cast.quality)
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    page = Client().get("/charter/").content.decode()
    assert "02 123" in page
    assert "08:30" in page
    for secret in ("Manager", "35", "Rude callers", "02 999", "30 min", "Most valuable"):
        assert secret not in page.split("<main", 1)[1], secret


@pytest.mark.parametrize("language", ["en", "th", "zh-hans", "zh-hant"])
def test_the_paper_is_set_in_each_language(signed_in, cast, make_standard, language):
    make_standard(words=WORDS)
    set_cell("phone", "complain", {"offered": "yes"}, by=cast.quality)
    paper = signed_in("service").get(f"/standards/charter/pdf/?language={language}")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert f"charter-{language}.pdf" in paper["Content-Disposition"]


@pytest.mark.parametrize(("week", "minutes", "words"), [
    ([["08:30-12:00", "13:00-16:30"]] * 5 + [[], []], 21 * 60, "90% within 3 working days"),
    ([["08:30-12:00", "13:00-16:30"]] * 5 + [[], []], 7 * 60, "90% within 1 working day"),
    ([["08:30-12:00", "13:00-16:30"]] * 5 + [["08:30-12:00"], []], 270, "90% within 4 working hours 30 minutes"),
    ([["00:00-24:00"]] * 7, 48 * 60, "90% within 2 days"),
    ([["00:00-24:00"]] * 7, 21 * 60, "90% within 21 hours"),
])  # fmt: skip
def test_a_promise_is_told_in_days_and_hours_as_customers_count_them(
    cast, make_standard, always_open, week, minutes, words
):
    always_open.versions.update(week=week)
    make_standard(minutes=minutes, words=WORDS)
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    assert words in Client().get("/charter/").content.decode()
