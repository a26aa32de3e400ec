"""Who the customers are, what the scores say of them, and the work that is done with them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Context, Dimension, Nature, Via

#: Lower bounds of the age bands; a person below the first is a child.
AGE_BANDS = (0, 18, 25, 35, 45, 55, 65)


def _known_since(table: Any, context: Context) -> Any:
    return table.created_on.year()


def age_band(table: Any, context: Context) -> Any:
    """The lower bound of the band; whole years are reached on the birthday."""
    born, today = table.birth_date, context.today
    as_number = born.year() * 10000 + born.month() * 100 + born.day()
    age = (today.year * 10000 + today.month * 100 + today.day - as_number).floordiv(10000)
    band: Any = age.cast("int64")
    for low, high in zip(AGE_BANDS, (*AGE_BANDS[1:], 200), strict=True):
        band = ((age >= low) & (age < high)).ifelse(low, band)
    return band


CUSTOMER = (
    Dimension(
        "customer",
        _("Customer"),
        _("The single customer."),
        Nature.RECORD,
        Via.CUSTOMER,
        "customer_id",
        family="customer",
        is_long=True,
        mart="customers",
    ),
    Dimension(
        "customer_kind",
        _("Kind of customer"),
        _("Person or organisation."),
        Nature.CODE,
        Via.CUSTOMER,
        "kind",
        family="customer",
        mart="customers",
    ),
    Dimension(
        "sex", _("Sex"), _("Where it is known."), Nature.CODE, Via.CUSTOMER, "sex", family="customer", mart="customers"
    ),
    Dimension(
        "age_band",
        _("Age"),
        _("Bands of the age today."),
        Nature.NUMBER,
        Via.CUSTOMER,
        "birth_date",
        age_band,
        family="customer",
        mart="customers",
    ),
    Dimension(
        "country",
        _("Country"),
        _("Of the customer's address."),
        Nature.CODE,
        Via.CUSTOMER,
        "country",
        below="province",
        family="customer",
        mart="customers",
    ),
    Dimension(
        "province",
        _("Province"),
        _("Of the customer's address."),
        Nature.TEXT,
        Via.CUSTOMER,
        "province",
        below="customer",
        family="customer",
        mart="customers",
    ),
    Dimension(
        "language",
        _("Language"),
        _("In which the customer is served."),
        Nature.CODE,
        Via.CUSTOMER,
        "language",
        family="customer",
        mart="customers",
    ),
    Dimension(
        "known_since",
        _("Customer since"),
        _("Year in which the customer was first on record."),
        Nature.NUMBER,
        Via.CUSTOMER,
        "created_on",
        _known_since,
        family="customer",
        mart="customers",
    ),
    Dimension(
        "owner",
        _("Owner"),
        _("Who looks after the customer."),
        Nature.RECORD,
        Via.CUSTOMER,
        "owner_id",
        family="customer",
        mart="customers",
    ),
    Dimension(
        "team",
        _("Team"),
        _("The team that looks after the customer."),
        Nature.RECORD,
        Via.CUSTOMER,
        "team_id",
        below="owner",
        family="customer",
        mart="customers",
    ),
    Dimension(
        "segment",
        _("Segment"),
        _("A customer may be in several segments, so these rows do not add up to the whole."),
        Nature.RECORD,
        Via.SEGMENT,
        "segment_id",
        family="customer",
        overlaps=True,
        mart="memberships",
    ),
)

SCORE = tuple(
    Dimension(code, label, meaning, nature, Via.SCORE, column, family="score", mart="scores")
    for code, label, meaning, nature, column in (
        ("tier", _("Value tier"), _("Tier by actual and strategic value."), Nature.CODE, "tier"),
        ("rfm_group", _("RFM group"), _("Group by recency, frequency and spending."), Nature.CODE, "rfm_group"),
        ("tense", _("Customer tense"), _("Past, present or future customer."), Nature.CODE, "tense"),
        ("r", _("Recency score"), _("1 to 5, 5 is lately."), Nature.NUMBER, "r"),
        ("f", _("Frequency score"), _("1 to 5, 5 is often."), Nature.NUMBER, "f"),
        ("m", _("Spending score"), _("1 to 5, 5 is much."), Nature.NUMBER, "m"),
        ("churn_band", _("Risk of leaving"), _("By the model in use."), Nature.CODE, "churn_band"),
    )
)

_OWN = ("contacts", "closings")
_WORDS = ("consents", "choices")
WORK = (
    Dimension(
        "contact_source",
        _("Task or follow-up"),
        _("Which of the two it is."),
        Nature.CODE,
        Via.OWN,
        "source",
        facts=_OWN,
        family="work",
    ),
    Dimension(
        "contact_kind",
        _("Kind of contact"),
        _("Task, call, visit, letter and so on."),
        Nature.CODE,
        Via.OWN,
        "kind",
        facts=_OWN,
        family="work",
    ),
    Dimension(
        "contact_state",
        _("State"),
        _("Open, done or cancelled, and what lies between."),
        Nature.CODE,
        Via.OWN,
        "state",
        facts=_OWN,
        family="work",
    ),
    Dimension(
        "contact_outcome",
        _("Outcome"),
        _("What came of a follow-up."),
        Nature.CODE,
        Via.OWN,
        "outcome",
        facts=_OWN,
        family="work",
    ),
    Dimension(
        "campaign",
        _("Campaign"),
        _("The single campaign."),
        Nature.TEXT,
        Via.OWN,
        "name",
        facts=("campaigns",),
        family="work",
    ),
    Dimension(
        "purpose",
        _("Purpose"),
        _("What the consent is for."),
        Nature.CODE,
        Via.OWN,
        "purpose",
        facts=_WORDS,
        family="work",
    ),
    Dimension(
        "consent_channel",
        _("Channel of the consent"),
        _("Empty where the purpose has none."),
        Nature.CODE,
        Via.OWN,
        "channel",
        facts=_WORDS,
        family="work",
    ),
    Dimension(
        "consent_state",
        _("State of the consent"),
        _("Given, withdrawn or expired."),
        Nature.CODE,
        Via.OWN,
        "state",
        facts=_WORDS,
        family="work",
    ),
)
