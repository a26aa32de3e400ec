from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from idic.warehouse.attribute_text import attribute_text
from idic.warehouse.measures.customer_dimensions import CUSTOMER, SCORE, WORK
from idic.warehouse.measures.declaration import Context, Dimension, Nature, Text, Via
from idic.warehouse.measures.service_dimensions import SERVICE

FAMILIES: dict[str, Text] = {
    "time": _("Time"),
    "sale": _("Where and how it was sold"),
    "product": _("What was sold"),
    "customer": _("Who"),
    "score": _("Value and stage of the customer"),
    "work": _("Work with customers"),
    "service": _("Cases and complaints"),
    "attribute": _("Attributes of your own"),
}

FACT_PREFIX = "fact:"


def _truncated(unit: str) -> Any:
    return lambda column, context: column.truncate(unit)


def _weekday(column: Any, context: Context) -> Any:
    return column.day_of_week.index() + 1


_TIME = tuple(
    Dimension(code, label, meaning, Nature.TIME, Via.DAY, "", make, below=below, family="time")
    for code, label, meaning, make, below in (
        ("year", _("Year"), _("Calendar year."), _truncated("Y"), "quarter"),
        ("quarter", _("Quarter"), _("Quarter of the year."), _truncated("Q"), "month"),
        ("month", _("Month"), _("Calendar month."), _truncated("M"), "week"),
        ("week", _("Week"), _("From Monday to Sunday."), _truncated("W"), "day"),
        ("day", _("Day"), _("The single day."), None, ""),
    )
)
_WEEKDAY = Dimension(
    "weekday",
    _("Day of the week"),
    _("Monday to Sunday, over all weeks."),
    Nature.CODE,
    Via.DAY,
    "",
    _weekday,
    below="day",
    family="time",
)

_SALE = tuple(
    Dimension(code, label, meaning, nature, Via.OWN, code, facts=("sales",), family="sale")
    for code, label, meaning, nature in (
        ("place", _("Place"), _("Shop or place of the purchase."), Nature.TEXT),
        ("channel", _("Channel"), _("Through which channel it was bought."), Nature.TEXT),
        ("payment_kind", _("Payment"), _("How it was paid."), Nature.TEXT),
    )
)


def _path(table: Any, context: Context) -> Any:
    path = table.category_1
    for column in (table.category_2, table.category_3):
        path = path + (column == "").ifelse("", " / " + column)
    return path


_PATH = Dimension(
    "category",
    _("Category with its levels"),
    _("The whole path, as in Grocery / Tea: found without knowing the level."),
    Nature.TEXT,
    Via.PRODUCT,
    "category_1",
    _path,
    below="product",
    family="product",
    mart="products",
)
_PRODUCT = tuple(
    Dimension(
        code,
        label,
        meaning,
        nature,
        Via.PRODUCT,
        column,
        below=below,
        family="product",
        is_long=is_long,
        mart="products",
    )
    for code, label, meaning, nature, column, below, is_long in (
        (
            "category_1",
            _("Category"),
            _("Highest category of the product."),
            Nature.TEXT,
            "category_1",
            "category_2",
            False,
        ),
        (
            "category_2",
            _("Category, second level"),
            _("Category below the highest."),
            Nature.TEXT,
            "category_2",
            "category_3",
            False,
        ),
        (
            "category_3",
            _("Category, third level"),
            _("Third category from above."),
            Nature.TEXT,
            "category_3",
            "product",
            False,
        ),
        ("product", _("Product"), _("The single product."), Nature.TEXT, "name", "", True),
    )
)

DIMENSIONS: dict[str, Dimension] = {
    one.code: one for one in (*_TIME, _WEEKDAY, *_SALE, _PATH, *_PRODUCT, *CUSTOMER, *SCORE, *WORK, *SERVICE)
}


def dimension_of(code: str) -> Dimension | None:
    """Also the attributes of customers, under `fact:` and their code."""
    if code.startswith(FACT_PREFIX):
        return attribute(code.removeprefix(FACT_PREFIX))
    return DIMENSIONS.get(code)


def attribute(name: str, label: Text = "") -> Dimension:
    def read(table: Any, context: Context) -> Any:
        return attribute_text(table.facts, name)

    return Dimension(
        f"{FACT_PREFIX}{name}",
        label or name,
        "",
        Nature.TEXT,
        Via.CUSTOMER,
        "facts",
        read,
        family="attribute",
        mart="customers",
    )
