from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Good, Measure, Text, Unit

_M, _C, _Q, _S, _A = Unit.MONEY, Unit.COUNT, Unit.QUANTITY, Unit.SHARE, Unit.MEAN

FAMILIES: dict[str, Text] = {
    "sales": _("Sales"),
    "people": _("Customers"),
    "work": _("Work with customers"),
    "campaigns": _("Campaigns"),
    "consents": _("Consents"),
}

_ALL = (
    Measure("net_sales", _("Net sales"), _("What was sold, with returns taken off."), _M, "net"),
    Measure("gross_sales", _("Gross sales"), _("What was sold, before returns."), _M, "gross"),
    Measure(
        "returns", _("Returns"), _("What was given back, cancelled or adjusted, as an amount."), _M, "returned",
        good=Good.DOWN,
    ),
    Measure(
        "return_share", _("Share returned"), _("Returns out of gross sales."), _S, "returned", "gross", Good.DOWN
    ),
    Measure("quantity", _("Quantity"), _("How many pieces, with returns taken off."), _Q, "quantity"),
    Measure("purchases", _("Purchases"), _("Number of receipts and invoices; returns are not counted."), _C, "purchases"),
    Measure("buyers", _("Buyers"), _("Different customers who bought at least once."), _C, "buyers"),
    Measure(
        "average_basket", _("Average basket"), _("Gross sales divided by the number of purchases."), _M, "gross",
        "purchases",
    ),
    Measure(
        "purchases_per_buyer", _("Purchases per buyer"),
        _("How often a customer bought on average; purchases without a name are left out."), _A, "named_purchases",
        "buyers",
    ),
    Measure(
        "sales_per_buyer", _("Net sales per buyer"),
        _("What a customer bought for on average; purchases without a name are left out."), _M, "named_net", "buyers",
    ),
    Measure("lines_per_purchase", _("Lines per purchase"), _("How many lines a receipt has on average."), _A, "lines", "purchases"),
    Measure("products", _("Products sold"), _("Different products that were bought at least once."), _C, "products"),
    Measure("discount", _("Discount"), _("What was taken off the prices."), _M, "discount", good=Good.NEITHER),
    Measure(
        "discount_share", _("Discount share"), _("Discount out of what the lines cost before it."), _S, "discount",
        "before_discount", Good.DOWN,
    ),
    Measure("customers", _("Customers"), _("Customers on record today, whenever they came."), _C, "customers", family="people"),
    Measure("new_customers", _("New customers"), _("Customers first on record in the time asked for."), _C, "new_customers", family="people"),
    Measure(
        "lifetime_value", _("Lifetime value"), _("Expected, discounted, at margin: the sum over customers."), _M,
        "lifetime_value", family="people",
    ),
    Measure(
        "mean_lifetime_value", _("Mean lifetime value"), _("Lifetime value divided by the customers who have one."),
        _M, "lifetime_value", "valued", family="people",
    ),
    Measure(
        "p_alive", _("Still buying"), _("Mean probability that a customer still buys, of those with a model."), _S,
        "alive", "modelled", family="people",
    ),
    Measure(
        "expected_purchases", _("Expected purchases"), _("Purchases that the model expects, summed over customers."),
        _A, "expected", family="people",
    ),
    Measure(
        "mean_recency", _("Days since the last purchase"), _("On average, of those who ever bought."), _A, "recency",
        "with_recency", Good.DOWN, "people",
    ),
    Measure("contacts", _("Tasks and follow-ups"), _("By the day on which they take place or are due."), _C, "contacts", family="work"),
    Measure("contacted", _("Customers with a task or follow-up"), _("Different customers."), _C, "contacted", family="work"),
    Measure("tasks_done", _("Tasks done"), _("By the day on which they were done."), _C, "tasks_done", family="work"),
    Measure("follow_ups_closed", _("Follow-ups done"), _("By the day on which they were closed."), _C, "follow_ups_closed", family="work"),
    Measure(
        "reach_rate", _("Share reached"), _("Follow-ups in which the customer was reached, out of those done."), _S,
        "follow_ups_reached", "follow_ups_closed", family="work",
    ),
    Measure("campaign_contacts", _("Campaign contacts"), _("Addressed customers, by the first day of the campaign."), _C, "campaign_contacts", family="campaigns"),
    Measure("campaign_customers", _("Customers addressed"), _("Different customers addressed by a campaign."), _C, "campaign_customers", family="campaigns"),
    Measure("redemptions", _("Coupons used"), _("Campaign contacts whose coupon was used."), _C, "redemptions", family="campaigns"),
    Measure(
        "redemption_rate", _("Redemption rate"), _("Coupons used out of campaign contacts."), _S, "redemptions",
        "campaign_contacts", family="campaigns",
    ),
    Measure("consents", _("Consents that stand"), _("Given, not withdrawn and not run out."), _C, "consents", family="consents"),
    Measure("consenting", _("Customers who consent"), _("Different customers with a consent that stands."), _C, "consenting", family="consents"),
    Measure("consents_given", _("Consents given"), _("By the day on which they were given."), _C, "consents_given", family="consents"),
    Measure("consents_withdrawn", _("Consents withdrawn"), _("By the day on which they were withdrawn."), _C, "consents_withdrawn", good=Good.DOWN, family="consents"),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}
