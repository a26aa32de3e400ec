from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from idic.domain.differentiate.models import ExperienceField

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
FIELD = ["maintenance", "convenience"]


def test_an_empty_map_says_where_to_begin(signed_in: SignIn) -> None:
    page = signed_in("quality").get(reverse("experience:overview")).content.decode()
    assert "Begin where customers complain" in page
    assert page.count('class="offered-unjudged"') == 36


def test_a_field_is_judged_and_stands_on_the_map(signed_in: SignIn) -> None:
    client = signed_in("quality")
    told = {"offered": "industry", "pain": "8.5", "evidence": "Visits", "version": "0"}
    page = client.post(reverse("experience:field", args=FIELD), told, follow=True).content.decode()
    assert "offered-industry hurts" in page
    assert "What keeps customers from buying" in page
    assert ExperienceField.objects.get().evidence == "Visits"


def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(signed_in: SignIn) -> None:
    answer = signed_in("quality").post(
        reverse("experience:field", args=FIELD), {"offered": "us", "pain": "12", "evidence": "A survey", "version": "0"}
    )
    assert answer.status_code == 422
    assert "A survey" in answer.content.decode()
    assert not ExperienceField.objects.exists()


def test_who_reads_only_gets_no_links_into_the_fields(signed_in: SignIn) -> None:
    page = signed_in("service").get(reverse("experience:overview")).content.decode()
    assert reverse("experience:field", args=FIELD) not in page


def test_a_field_that_the_map_does_not_have_is_not_there(signed_in: SignIn) -> None:
    assert signed_in("quality").get(reverse("experience:field", args=["sleep", "risk"])).status_code == 404
