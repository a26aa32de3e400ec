"""Somebody whom we are following up and who has not bought yet is a future customer."""

from __future__ import annotations

from idic.domain.differentiate.life.interest import declare_interest

_FOLLOWED_UP = """
SELECT customer_id, created_at::date, CASE WHEN state = 'open' THEN NULL ELSE coalesce(closed_at, created_at)::date END
FROM interact_followup WHERE state <> 'cancelled'
"""
# Who said that they want more keeps being a prospect for as long as a purchase is usually waited for.
_WANTS_MORE = """
SELECT customer_id, closed_at::date, closed_at::date + 365
FROM interact_followup WHERE outcome = 'reached_wants_more' AND closed_at IS NOT NULL
"""


def declare() -> None:
    declare_interest("follow_up", _FOLLOWED_UP)
    declare_interest("wants_more", _WANTS_MORE)
