"""Where and through which access mode something was bought: the names that purchases carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Kind, Mart

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.warehouse.reading import Star


def _names(star: Star, name: str) -> pa.Table:
    purchases = star.table("purchases")
    return purchases.select(name).distinct().order_by(name).to_pyarrow()


PLACES = Mart(
    "places",
    _("Places"),
    _("One row per place at which somebody bought."),
    Kind.DIMENSION,
    (Column("place", "string", _("Name of the place, as the source writes it."), ("sales_purchase.place",)),),
    derived=lambda star: _names(star, "place"),
    reads=("purchases",),
)
CHANNELS = Mart(
    "channels",
    _("Channels"),
    _("One row per channel through which somebody bought."),
    Kind.DIMENSION,
    (Column("channel", "string", _("Name of the channel, as the source writes it."), ("sales_purchase.channel",)),),
    derived=lambda star: _names(star, "channel"),
    reads=("purchases",),
)
