"""Questions worth having from the first day; each opens in the builder, where it can be changed and saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Text


@dataclass(frozen=True)
class ReadyQuestion:
    code: str
    name: Text
    why: Text
    asked: dict[str, Any]

    @property
    def icon(self) -> str:
        return READY_ICONS[self.code]


READY_ICONS = {
    "sales_by_month": "chart-line",
    "bought_less": "trending-down",
    "by_category": "category",
    "by_province": "map-2",
    "category_by_province": "map-pin",
    "best_customers": "trophy",
    "buyers": "users",
    "new_customers": "user-plus",
    "weekdays": "calendar",
    "channels": "building-store",
    "tiers": "diamond",
    "discounts": "discount",
    "ages": "cake",
    "follow_ups": "checklist",
    "campaigns": "speakerphone",
    "promises": "clock-check",
    "contact_hours": "calendar",
    "complaint_topics": "mood-search",
}


def _ask(*measures: str, **more: Any) -> dict[str, Any]:
    return {"measures": list(measures), **more}


_YEAR: dict[str, Any] = {"preset": "last_12_months"}
_QUARTER: dict[str, Any] = {"preset": "this_quarter"}

READY: tuple[ReadyQuestion, ...] = (
    ReadyQuestion(
        "sales_by_month",
        _("How do sales run, month by month?"),
        _("The last twelve months, with the one that is running."),
        _ask("net_sales", rows=["month"], period=_YEAR),
    ),
    ReadyQuestion(
        "bought_less",
        _("Who bought less this quarter?"),
        _("Customers whose net sales fell against the same stretch of the last quarter, the greatest loss first."),
        _ask(
            "net_sales",
            rows=["customer"],
            period=_QUARTER,
            compare="before",
            limit=100,
            having=[{"measure": 0, "of": "change", "op": "<", "value": 0}],
            sort={"measure": 0, "of": "change", "descending": False},
        ),
    ),
    ReadyQuestion(
        "by_category",
        _("What sells?"),
        _("Net sales, quantity and the share returned, category by category."),
        _ask("net_sales", "quantity", "return_share", rows=["category_1"], period=_YEAR),
    ),
    ReadyQuestion(
        "by_province",
        _("Where do the sales come from?"),
        _("Net sales of the last twelve months, province by province, on a map."),
        _ask("net_sales", rows=["province"], period=_YEAR, chart="map"),
    ),
    ReadyQuestion(
        "category_by_province",
        _("Which provinces buy what?"),
        _("Categories across provinces, as a heat map."),
        _ask("net_sales", rows=["province"], columns=["category_1"], period=_YEAR, chart="heatmap", limit=20),
    ),
    ReadyQuestion(
        "best_customers",
        _("Who are the hundred best customers of the year?"),
        _("By net sales, with how often they bought."),
        _ask("net_sales", "purchases", "average_basket", rows=["customer"], period=_YEAR, limit=100),
    ),
    ReadyQuestion(
        "buyers",
        _("More buyers, or more from each?"),
        _("Buyers, purchases per buyer and the average basket: the three factors of sales."),
        _ask("buyers", "purchases_per_buyer", "average_basket", rows=["quarter"], period={"preset": "last_24_months"}),
    ),
    ReadyQuestion(
        "new_customers",
        _("How many new customers come?"),
        _("Month by month, by kind of customer."),
        _ask("new_customers", rows=["month"], columns=["customer_kind"], period=_YEAR),
    ),
    ReadyQuestion(
        "weekdays",
        _("On which days do people buy?"),
        _("Purchases by day of the week and place."),
        _ask("purchases", rows=["weekday"], columns=["place"], period=_YEAR, chart="heatmap"),
    ),
    ReadyQuestion(
        "channels",
        _("Which channels grow?"),
        _("Net sales by channel and quarter, as shares of each quarter."),
        _ask(
            "net_sales",
            rows=["quarter"],
            columns=["channel"],
            period={"preset": "last_24_months"},
            show="share_row",
            chart="area",
        ),
    ),
    ReadyQuestion(
        "tiers",
        _("Where does the value sit?"),
        _("Customers, lifetime value and net sales of each tier."),
        _ask("customers", "lifetime_value", "p_alive", rows=["tier"]),
    ),
    ReadyQuestion(
        "discounts",
        _("What do discounts cost?"),
        _("Discount and its share of the price, by category and quarter."),
        _ask("discount_share", rows=["category_1"], columns=["quarter"], period=_YEAR),
    ),
    ReadyQuestion(
        "ages",
        _("How old are the buyers?"),
        _("Net sales and buyers by age, women beside men."),
        _ask("net_sales", rows=["age_band"], columns=["sex"], period=_YEAR),
    ),
    ReadyQuestion(
        "follow_ups",
        _("Do follow-ups reach people?"),
        _("Follow-ups done and the share reached, month by month."),
        _ask("follow_ups_closed", "reach_rate", rows=["month"], period=_YEAR),
    ),
    ReadyQuestion(
        "campaigns",
        _("Which campaign was used?"),
        _("Contacts, coupons used and the redemption rate of each campaign."),
        _ask("campaign_contacts", "redemptions", "redemption_rate", rows=["campaign"]),
    ),
    ReadyQuestion(
        "promises",
        _("Do we answer as we promise?"),
        _("Cases, and the shares answered and resolved in time, month by month."),
        _ask("answered_in_time", "resolved_in_time", "cases", rows=["month"], period=_YEAR),
    ),
    ReadyQuestion(
        "contact_hours",
        _("When do customers get in touch?"),
        _("Cases by day of the week and hour, as a heat map."),
        _ask("cases", rows=["weekday"], columns=["case_hour"], period=_YEAR, chart="heatmap"),
    ),
    ReadyQuestion(
        "complaint_topics",
        _("What do people complain about?"),
        _("Complaints, the severe ones among them and what remedies cost, topic by topic."),
        _ask("complaints", "severe_complaints", "remedy_cost", rows=["case_topic"], period=_YEAR),
    ),
)

BY_CODE = {one.code: one for one in READY}
