"""What an address is made of."""

from __future__ import annotations

from dataclasses import dataclass

from idic.methods.normalise.places.province import Province


@dataclass(frozen=True, slots=True)
class Told:
    """What columns of their own say beside the address line; empty where nothing does. `country` is an ISO code."""

    country: str = ""
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """admin1 is the province (จังหวัด, 省), admin2 the district (อำเภอ/เขต, 市 and 区), admin3 below it (ตำบล/แขวง, 街道).

    `rest` is the line without the places and the postcode; `house`, `moo`, `lane` (ซอย, 巷弄), `road` and `room` are
    read from it. `conflict` names two parts that contradict one another (postcode_admin1, postcode_admin2,
    admin2_admin1); both are kept as they were written.
    """

    raw: str
    country: str | None = None
    province: Province | None = None
    admin2: str | None = None
    admin3: str | None = None
    postcode: str | None = None
    rest: str = ""
    house: str = ""
    moo: str = ""
    lane: str = ""
    road: str = ""
    room: str = ""
    conflict: str = ""

    @property
    def admin1(self) -> str | None:
        return self.province.name if self.province else None

    @property
    def admin1_code(self) -> str:
        return self.province.code if self.province else ""
