"""What a rule may ask about purchases."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.models import Category, Product
from idic.domain.differentiate.behaviour.kinds import BehaviourKind, InMarts, Narrowing, declare_behaviour, texts_in
from idic.foundation.accounts.models import User
from idic.foundation.nouns.fields import Choice
from idic.methods.predicate import Measure

_MOST = 50


def _categories(user: User, text: str) -> list[Choice]:
    found = Category.objects.filter(path__icontains=text).order_by("path")[:_MOST]
    return [(str(one.pk), one.path) for one in found]


def _category_names(codes: Sequence[str]) -> dict[str, str]:
    return {str(one.pk): one.path for one in Category.objects.filter(pk__in=_numbers(codes))}


def _branch(codes: Sequence[str]) -> list[str]:
    """A category stands for all below it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE branch AS (
                   SELECT id FROM catalogue_category WHERE id = ANY(%s)
                   UNION SELECT k.id FROM catalogue_category k JOIN branch b ON k.parent_id = b.id
               ) SELECT id::text FROM branch ORDER BY id""",
            [_numbers(codes)],
        )
        return [code for (code,) in cursor.fetchall()]


def _products(user: User, text: str) -> list[Choice]:
    found = (Product.objects.filter(name__icontains=text) | Product.objects.filter(code__istartswith=text)).order_by(
        "name", "id"
    )[:_MOST]
    return [(str(one.pk), _named(one)) for one in found]


def _product_names(codes: Sequence[str]) -> dict[str, str]:
    return {str(one.pk): _named(one) for one in Product.objects.filter(pk__in=_numbers(codes))}


def _named(product: Product) -> str:
    return f"{product.name} ({product.code})" if product.name else product.code


def _numbers(codes: Sequence[str]) -> list[int]:
    return [int(code) for code in codes if code.isascii() and code.isdecimal() and len(code) < 18]


def _texts(name: str) -> Narrowing:
    found, named = texts_in(f"p.{name}", "FROM sales_purchase p")
    return Narrowing(name, _LABELS[name], f"p.{name}", found, named)


_LABELS = {"place": _("Place"), "channel": _("Channel"), "payment_kind": _("Paid by")}

PURCHASE = BehaviourKind(
    "purchase", _("Purchases"),
    {
        Measure.TIMES: _("Number of purchases"), Measure.AMOUNT: _("Net spend"),
        Measure.FIRST: _("First purchase"), Measure.LAST: _("Last purchase"),
    },
    source="sales_purchase p", customer="p.customer_id", id="p.id", moment="p.at",
    day="(p.at AT TIME ZONE '{zone}')::date", permission="purchase.see",
    parts="JOIN sales_purchaseline l ON l.purchase_id = p.id LEFT JOIN catalogue_product r ON r.id = l.product_id",
    # as everywhere: a return or a cancellation lowers the amount and is no purchase
    counts="p.kind = 'sale' AND p.total > 0",
    amount="CASE WHEN p.currency = '{currency}' THEN p.total END",
    part_amount="CASE WHEN p.currency = '{currency}' THEN l.amount END",
    told="concat_ws(' · ', p.key, nullif(p.place, ''), nullif(p.channel, ''), nullif(p.payment_kind, ''))",
    narrowings=(
        Narrowing("category", _("Category"), "r.category_id::text", _categories, _category_names, _branch, True),
        Narrowing("product", _("Product"), "l.product_id::text", _products, _product_names, of_a_part=True),
        _texts("place"), _texts("channel"), _texts("payment_kind"),
    ),
    verbs=("import.purchases", "import.undone"),
    in_marts=InMarts(
        ("purchases", "sales"), "purchases p", "p.customer_id", "p.purchase_id", "p.day",
        "p.kind = 'sale' AND p.total_e4 > 0", "CASE WHEN p.currency = '{currency}' THEN p.total_e4 ELSE 0 END",
        {"place": "p.place", "channel": "p.channel", "payment_kind": "p.payment_kind"},
        "sales l", "l.purchase_id", "l.customer_id", "l.product_id",
        "CASE WHEN l.currency = '{currency}' THEN l.amount_e4 ELSE 0 END",
        {
            "category": "SELECT r.id FROM catalogue_product r WHERE r.category_id::text = ANY(%s::text[])",
            "product": "SELECT r.id FROM catalogue_product r WHERE r.id::text = ANY(%s::text[])",
        },
    ),
)  # fmt: skip

declare_behaviour(PURCHASE)
