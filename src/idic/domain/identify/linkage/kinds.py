"""What persons and organisations are compared by, and the weights that are delivered for each.

Delivered weights serve until a run has learned better ones and somebody has approved it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from idic.domain.identify.enums import CustomerKind

if TYPE_CHECKING:
    from idic.methods.linkage import Model, Settings

#: Where a phone number without a country code would be dialled; records hold them with theirs.
REGION: Final = "TH"
#: Of a hundred records so many are taken to have another one of the same customer, before anything is known.
_SHARE_WITH_ANOTHER: Final = 0.3


def settings_of(kind: str, region: str) -> Settings:
    from idic.methods.linkage import BlockingRule, Field, Settings, customer_settings  # late: heavy, pages load this

    if kind == CustomerKind.PERSON:
        return customer_settings(region=region)
    return Settings(
        fields=(
            Field("name", "organisation", ("name",)), Field("phone", "phone", ("phones",)),
            Field("email", "email", ("emails",)), Field("identifier", "identifier", ("identifiers",)),
            Field("address", "address", ("address",)), Field("postcode", "code", ("postcode",)),
        ),
        rules=(
            BlockingRule("identifier", ("identifier",)), BlockingRule("email", ("email",)),
            BlockingRule("phone", ("phone",)), BlockingRule("name", ("name_b_key",)),
            BlockingRule("words of the name and postcode", ("name_b_words", "postcode")),
            BlockingRule("beginning of the name and place", ("name_b_start", "address_b_places")),
        ),
        region=region, guarded=True,
    )  # fmt: skip


def delivered_model(kind: str, records: int) -> Model:
    """The prior is that of so many records: among more there are more who are nobody's double."""
    from dataclasses import replace

    from idic.methods.linkage import Model

    model = Model.from_json(_delivered(kind))
    return replace(model, prior=min(0.01, _SHARE_WITH_ANOTHER / max(records, 2)))


@lru_cache(maxsize=4)
def _delivered(kind: str) -> dict[str, object]:
    text = resources.files("idic.domain.identify.linkage").joinpath("delivered", f"{kind}.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    return found
