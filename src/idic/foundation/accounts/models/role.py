from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower

from idic.foundation.accounts.enums import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RoleDefinition(models.Model):
    """What the holders of `User.role == code` may do.

    `grants` is {permission: scope}, `group_access` {noun: {attribute group: access}}, both in lower-case names. What is
    not written there has the default of `rules.py` for a built-in role, and is refused to a role of the organisation.
    So a built-in role holds only what somebody changed, and a new permission needs no rewriting of rows.
    """

    code = models.CharField(max_length=20, unique=True)
    # empty for a built-in role: its name is translated
    name = models.CharField(max_length=80, blank=True)
    is_built_in = models.BooleanField(default=False)
    grants = models.JSONField(default=dict)
    group_access = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-is_built_in", "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="role_name_once", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str | _StrPromise:
        return Role(self.code).label if self.code in Role.values else self.name
