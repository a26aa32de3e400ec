"""Fields, blocking rules and settings of a linkage as plain data; JSON in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args

from idic.methods.linkage.errors import UnknownKind

Kind = Literal[
    "person", "organisation", "birth_date", "date", "phone", "email", "address", "place", "code", "number", "identifier",
    "category",
]  # fmt: skip
KINDS: Final[tuple[str, ...]] = get_args(Kind)
LinkType = Literal["dedupe", "link", "link_and_dedupe"]

BLOCK_CAP: Final = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """`columns` of the source table: person takes (given, family) or (full,); phone, email, identifier any number."""

    name: str
    kind: Kind
    columns: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UnknownKind(self.kind)


@dataclass(frozen=True, slots=True)
class BlockingRule:
    """Records are compared when all `keys` (columns of the prepared record) are equal; a list offers each element."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    fields: tuple[Field, ...]
    rules: tuple[BlockingRule, ...] = ()
    link_type: LinkType = "dedupe"
    region: str | None = None
    block_cap: int = BLOCK_CAP
    frequency_floor: float = 1e-5
    # Each source holds everybody once: at most one record of a source in a cluster.
    one_per_source: bool = False
    seed: int = 1
    # A different given name, or agreement in nothing but one shared contact, is for a person to decide.
    guarded: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "fields": [{"name": one.name, "kind": one.kind, "columns": list(one.columns)} for one in self.fields],
            "rules": [{"name": one.name, "keys": list(one.keys)} for one in self.rules],
            "link_type": self.link_type,
            "region": self.region,
            "block_cap": self.block_cap,
            "frequency_floor": self.frequency_floor,
            "one_per_source": self.one_per_source,
            "seed": self.seed,
            "guarded": self.guarded,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Settings:
        return cls(
            fields=tuple(Field(one["name"], cast(Kind, one["kind"]), tuple(one["columns"])) for one in data["fields"]),
            rules=tuple(BlockingRule(one["name"], tuple(one["keys"])) for one in data["rules"]),
            link_type=data["link_type"],
            region=data["region"],
            block_cap=data["block_cap"],
            frequency_floor=data["frequency_floor"],
            one_per_source=data["one_per_source"],
            seed=data["seed"],
            guarded=data["guarded"],
        )
