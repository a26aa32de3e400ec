from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _skipped(star: Star) -> ir.Table:
    products = star.table("products")
    return products.filter((products.category_1 == "") & (products.category_2 != ""))


_PATH = ("catalogue_product.category_id", "catalogue_category.name", "catalogue_category.parent_id")

PRODUCTS = Mart(
    "products",
    _("Products"),
    _("One row per product or service."),
    Kind.DIMENSION,
    (
        Column("product_id", "int64", _("Number of the product."), ("catalogue_product.id",)),
        Column("code", "string", _("Code by which sources name the product."), ("catalogue_product.code",)),
        Column("name", "string", _("Name of the product."), ("catalogue_product.name",)),
        Column("category_1", "string", _("Highest category of the product."), _PATH),
        Column("category_2", "string", _("Category below the highest."), _PATH),
        Column("category_3", "string", _("Third category from above."), _PATH),
        Column(
            "is_goods", "bool", _("Whether it is a good or service; postage and charges are not."),
            ("catalogue_product.is_goods",),
        ),
    ),
    parts=(
        Part(
            # the categories from the root: a product hangs on a node of any depth
            """FROM catalogue_product p LEFT JOIN (
                   WITH RECURSIVE tree (id, names) AS (
                       SELECT c.id, ARRAY[c.name::text] FROM catalogue_category c WHERE c.parent_id IS NULL
                       UNION ALL
                       SELECT c.id, t.names || c.name::text FROM catalogue_category c JOIN tree t ON t.id = c.parent_id)
                   SELECT id, names FROM tree) k ON k.id = p.category_id""",
            {
                "product_id": "p.id", "code": "p.code", "name": "p.name",
                "category_1": "coalesce(k.names[1], '')", "category_2": "coalesce(k.names[2], '')",
                "category_3": "coalesce(k.names[3], '')", "is_goods": "p.is_goods",
            },
            order="p.id", table="catalogue_product", key="id", bounds=("p.id",), shift=16,
            watched=(Watched("catalogue_product", "id", 16), Watched("catalogue_category")),
        ),
    ),
    invariants=(
        Invariant("category_from_above", _("A lower category stands below a higher one."), _skipped),
    ),
)  # fmt: skip
