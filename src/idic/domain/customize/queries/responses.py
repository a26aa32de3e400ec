"""Who answered a campaign, when, and of which kind of customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

# Every contacted customer once, with whether a coupon of the campaign was used.
_ASKED = """
    SELECT k.customer_id,
           EXISTS (SELECT FROM customize_redemption r
                   WHERE r.campaign_id = k.campaign_id AND r.customer_id = k.customer_id) AS responded
    FROM (SELECT DISTINCT campaign_id, customer_id FROM customize_campaigncontact WHERE campaign_id = %s) k
"""


@dataclass(frozen=True)
class Response:
    """`key` is the RFM group's code or the segment's id; empty where the customer is in none."""

    key: str
    contacted: int
    responded: int


def redemptions_by_week(campaign_id: int) -> list[tuple[date, int, int]]:
    """(Monday of the week, coupons used, customers who used them); weeks without any are absent."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT date_trunc('week', "on")::date, count(*), count(DISTINCT customer_id)
               FROM customize_redemption WHERE campaign_id = %s GROUP BY 1 ORDER BY 1""",
            [campaign_id],
        )
        return [(week, used, customers) for week, used, customers in cursor.fetchall()]


def response_by_group(campaign_id: int) -> list[Response]:
    """By the RFM group in which the customers are now, which need not be the one in which they were asked."""
    return _responses(
        f"""SELECT coalesce(s.rfm_group, ''), count(*), count(*) FILTER (WHERE a.responded)
            FROM ({_ASKED}) a LEFT JOIN differentiate_customerscore s ON s.customer_id = a.customer_id GROUP BY 1""",  # noqa: S608 - a constant of this file
        campaign_id,
    )


def response_by_segment(campaign_id: int) -> list[Response]:
    """A customer counts in every segment that holds them now; archived segments hold nobody."""
    return _responses(
        f"""SELECT segment::text, count(*), count(*) FILTER (WHERE a.responded)
            FROM ({_ASKED}) a JOIN differentiate_customerscore s ON s.customer_id = a.customer_id
                 CROSS JOIN unnest(s.segment_ids) AS segment GROUP BY 1 ORDER BY 1""",  # noqa: S608 - a constant of this file
        campaign_id,
    )


def _responses(statement: str, campaign_id: int) -> list[Response]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [campaign_id])
        return [Response(*row) for row in cursor.fetchall()]
