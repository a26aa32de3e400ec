from __future__ import annotations

from typing import Any

import pytest

from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.first_administrator import ensure_first_administrator
from idic.foundation.accounts.queries.users import active_users, chosen_team
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def test_whoever_left_is_offered_only_where_they_are_named_already(cast: Cast) -> None:
    cast.sales.is_active = False
    cast.sales.save(update_fields=["is_active"])
    offered = set(active_users())
    assert cast.sales not in offered
    assert cast.service in offered
    assert set(active_users(cast.sales.pk, None)) == offered | {cast.sales}


def test_no_choice_is_no_team(cast: Cast) -> None:
    assert chosen_team("") is None
    assert chosen_team(str(cast.service.team_id)) == cast.service.team


def test_whoever_has_not_chosen_reads_the_language_of_the_house(settings: Any) -> None:
    settings.LANGUAGE_CODE = "zh-hant"
    email, _password = ensure_first_administrator()
    assert User.objects.get(email=email).language == "zh-hant"
