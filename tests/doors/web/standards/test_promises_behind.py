"""A share of kept promises opens the list of exactly what it counts, on each page that shows one."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseClock
from idic.foundation.accounts.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(make_standard, make_case, cast):
    """Of the promise three were kept and two were not; one of each is the colleague's. Another standard for e-mails alone."""
    standard = make_standard(minutes=60)
    make_standard("first_response", minutes=60, mode="fax")
    for after, owner in (
        (12, None),
        (30, None),
        (60, cast.service_colleague),
        (75, None),
        (90, cast.service_colleague),
    ):
        make_case(after=after, owner=owner)
    make_case("Long ago", after=300, days=200)
    return standard


def _sides(client, url: str) -> tuple[tuple[int, int], ...]:
    """What each of the two lists says and what it holds."""
    found = []
    for side in ("yes", "no"):
        page = client.get(f"{unescape(url)}&kept={side}").content.decode()
        said = re.search(r'aria-current="page">[^<(]*\((\d+)\)', page.split('aria-label="Kept or not"')[1])
        found.append((int(said[1]), len(re.findall(r'href="/cases/\d+/"', page.split('id="promises"')[1]))))
    return tuple(found)


def _urls(page: str) -> list[str]:
    return re.findall(r'href="(/standards/promises/[^"]+)"', page)


def test_the_share_of_a_standard_leads_to_its_promises(signed_in, told):
    client = signed_in("quality")
    for address in ("/standards/list/?days=30", f"/standards/{told.pk}/?days=30"):
        (url,) = (one for one in _urls(client.get(address).content.decode()) if f"standard={told.pk}" in one)
        assert _sides(client, url) == ((3, 3), (2, 2))
        longer = url.replace("days=30", "days=365")
        assert _sides(client, longer) == ((3, 3), (3, 3))
    since = timezone.now() - timedelta(days=31)
    assert CaseClock.objects.filter(measure="resolution", started_at__gte=since, state="met").count() == 3


def test_the_card_of_somebody_leads_to_their_own(signed_in, told, cast):
    client = signed_in("service")
    (url,) = _urls(client.get("/standards/people/?days=30").content.decode())
    assert _sides(client, url) == ((2, 2), (1, 1))
    theirs = url.replace(f"owner={cast.service.pk}", f"owner={cast.service_colleague.pk}")
    assert client.get(unescape(theirs)).status_code == 404
    cast.service.role = Role.MANAGER
    cast.service.save()
    assert _sides(signed_in("service"), theirs) == ((1, 1), (1, 1))


def test_what_customers_ask_leads_to_its_cases_with_a_clock_and_without(signed_in, told, django_assert_max_num_queries):
    Case.objects.filter(pk__in=Case.objects.order_by("pk").values("pk")[:2]).update(reopened=1)
    client = signed_in("quality")
    page = client.get("/standards/requirements/?days=30").content.decode()
    urls = {re.search("measure=([a-z_]+)", one)[1]: one for one in _urls(page)}
    assert _sides(client, urls["resolution"]) == ((3, 3), (2, 2))
    assert _sides(client, urls["reopened"]) == ((2, 2), (3, 3))
    for url in urls.values():
        client.get(unescape(url))
        with django_assert_max_num_queries(12):
            assert client.get(unescape(url)).status_code == 200


@pytest.mark.parametrize("asked", ["standard=x", "standard=99999999", "owner=x", "owner=99999999"])
def test_what_is_not_there_is_not_found(signed_in, asked):
    assert signed_in("service").get(f"/standards/promises/?{asked}").status_code == 404
