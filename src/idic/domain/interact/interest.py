"""Somebody whom we are following up and who has not bought yet is a future customer."""

from __future__ import annotations

from django.conf import settings

from idic.domain.differentiate.life.interest import declare_interest


def _day(moment: str) -> str:
    """On the wall clock of this installation."""
    return f"({moment} AT TIME ZONE '{settings.TIME_ZONE}')::date"


_FOLLOWED_UP = f"""
SELECT customer_id, {_day("created_at")},
       CASE WHEN state = 'open' THEN NULL ELSE {_day("coalesce(closed_at, created_at)")} END
FROM interact_followup WHERE state <> 'cancelled'
"""  # noqa: S608 - put together from this file alone
# Who said that they want more keeps being a prospect for as long as a purchase is usually waited for.
_WANTS_MORE = f"""
SELECT customer_id, {_day("closed_at")}, {_day("closed_at")} + 365
FROM interact_followup WHERE outcome = 'reached_wants_more' AND closed_at IS NOT NULL
"""  # noqa: S608 - put together from this file alone


def declare() -> None:
    declare_interest("follow_up", _FOLLOWED_UP)
    declare_interest("wants_more", _WANTS_MORE)
