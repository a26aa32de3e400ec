from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from idic.foundation.accounts.models.role import RoleDefinition


@dataclass(frozen=True)
class Rights:
    """What is written of one role, as it was when its holder was read."""

    role: str
    name: str = ""
    grants: Mapping[str, str] = field(default_factory=dict)
    group_access: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """The same for the same rights, to keep something under."""
        return repr((self.role, self.name, self.grants, self.group_access))

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Rights:
        return cls(row["code"], row["name"], row["grants"], row["group_access"])

    @classmethod
    def written(cls, role: str) -> Rights:
        """By a query of its own. A role that is not written down has its defaults, or none at all."""
        row = RoleDefinition.objects.filter(code=role).values("code", "name", "grants", "group_access").first()
        return cls.of_row(row) if row else cls(role)
