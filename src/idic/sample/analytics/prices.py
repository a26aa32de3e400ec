"""Two studies of prices with invented answers: nobody was ever asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from random import Random
from typing import Final

from idic.domain.differentiate.enums import AnalysisKind
from idic.domain.differentiate.operations.analyses import upload_price_study
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language

_SEED: Final = 5
_PEOPLE: Final = 90
_RICE: Final = {
    "en": "Jasmine rice, 5 kg", "th": "ข้าวหอมมะลิ 5 กก.", "zh-hans": "茉莉香米 5 公斤", "zh-hant": "茉莉香米 5 公斤",
}  # fmt: skip
_COFFEE: Final = {
    "en": "Coffee of our own brand, 200 g", "th": "กาแฟตราของเรา 200 กรัม", "zh-hans": "自有品牌咖啡 200 克",
    "zh-hant": "自有品牌咖啡 200 克",
}  # fmt: skip
#: Of what somebody thinks it is worth.
_FELT: Final = (("too_cheap", 0.62), ("cheap", 0.84), ("expensive", 1.12), ("too_expensive", 1.38))
_ASKED: Final = (129, 149, 169, 189, 209, 229)
_COST: Final = 96.0


def upload_studies(*, by: User) -> None:
    dice = Random(_SEED)
    four = [
        [round(dice.gauss(factor, 0.05) * worth / 5) * 5 for _name, factor in _FELT] for worth in _worths(dice, 185)
    ]
    upload_price_study(
        AnalysisKind.VAN_WESTENDORP, _table([name for name, _factor in _FELT], four), file_name="rice.csv",
        title=in_language(_RICE), by=by,
    )  # fmt: skip
    answers = [
        [price, "yes" if worth * dice.gauss(1, 0.08) >= price else "no"]
        for worth in _worths(dice, 182)
        for price in _ASKED
    ]
    upload_price_study(
        AnalysisKind.GABOR_GRANGER, _table(["price", "willing"], answers), file_name="coffee.csv",
        title=in_language(_COFFEE), cost=_COST, by=by,
    )  # fmt: skip


def _worths(dice: Random, middle: float) -> list[float]:
    return [dice.gauss(middle, 28) for _person in range(_PEOPLE)]


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[bytes]:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return [text.getvalue().encode()]
