from __future__ import annotations

import pytest

from idic.foundation.accounts.enums import Role

pytestmark = pytest.mark.django_db


def names(page):
    return [page.context["own"].person.display_name, *(card.person.display_name for card in page.context["others"])]


def test_people_see_their_own_card_and_leads_the_team(signed_in, cast, make_standard, make_case):
    make_standard(minutes=60, words={"en": "I solve it within the hour.", "th": "แก้ไขภายในหนึ่งชั่วโมง"})
    make_case(after=30)
    make_case(after=90)
    page = signed_in("service").get("/standards/people/")
    assert names(page) == ["Service"]
    ((_label, (promise,)),) = page.context["own"].groups
    assert (promise.words, promise.met, promise.broken) == ("I solve it within the hour.", 1, 1)
    assert "แก้ไขภายในหนึ่งชั่วโมง" not in page.content.decode()
    cast.service_colleague.role = Role.MANAGER
    cast.service_colleague.save()
    assert names(signed_in("service_colleague").get("/standards/people/")) == ["Service Colleague", "Service"]
    everybody = signed_in("quality").get("/standards/people/")
    assert "Sales" in names(everybody)
    with_figures = [one.person.display_name for one in everybody.context["others"] if one.has_figures]
    assert (with_figures, everybody.context["idle"]) == (["Service"], len(everybody.context["others"]) - 1)


def test_staffing_is_the_published_example(signed_in):
    """100 calls in 30 minutes of 180 s, 80 % in 20 s: 14 agents, 20 on the roster at 30 % shrinkage."""
    client = signed_in("service")
    found = client.get("/standards/staffing/").context["found"]
    assert (found.recommended.agents, found.recommended.on_the_roster, found.erlangs) == (14, 20, 10)
    assert round(found.recommended.service_level, 4) == 0.8884
    assert round(found.recommended.answer_s, 3) == 7.836
    assert round(next(one for one in found.rows if one.agents == 11).service_level, 4) == 0.3896


def test_patience_asks_for_fewer_and_tells_who_hangs_up(signed_in):
    asked = "calls=100&interval=30&handling=180&share=80&target=20&shrinkage=30"
    client = signed_in("service")
    patient = client.get(f"/standards/staffing/?{asked}").context["found"].recommended
    left = client.get(f"/standards/staffing/?{asked}&patience=60").context["found"].recommended
    assert patient.abandoned is None
    assert left.agents <= patient.agents
    assert 0 < left.abandoned < 0.2


@pytest.mark.parametrize(
    ("asked", "field"),
    [("calls=", "calls"), ("calls=20000&interval=15&handling=14400&share=80&target=20&shrinkage=0", "calls"),
     ("calls=10&interval=7&handling=180&share=80&target=20&shrinkage=0", "interval"),
     ("calls=10&interval=30&handling=180&share=100&target=20&shrinkage=0", "share")],
)  # fmt: skip
def test_what_cannot_be_reckoned_is_told_beside_its_field(signed_in, asked, field):
    page = signed_in("service").get(f"/standards/staffing/?{asked}")
    assert page.status_code == 200
    assert page.context["found"] is None
    assert field in page.context["form"].errors


def test_a_line_with_few_calls_grows_without_end_below_its_work(signed_in):
    asked = "calls=100&interval=30&handling=180&share=1&target=0&shrinkage=0"
    assert "the queue grows without end" in signed_in("service").get(f"/standards/staffing/?{asked}").content.decode()
