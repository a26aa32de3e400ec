from __future__ import annotations

from idic.doors.web.automation.words import POLICIES
from idic.foundation.events.subscriptions import subscriptions


def test_every_policy_of_the_house_is_explained_on_the_page_of_rules() -> None:
    assert {one.name for one in subscriptions()} == set(POLICIES)
