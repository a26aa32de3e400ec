from __future__ import annotations

from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.models import User
from idic.foundation.accounts.models.rights import Rights
from idic.foundation.accounts.rules import PERMISSIONS, written_access, written_scope


class TokenHolder(User):
    """The owner of a token as far as the token reaches: never more than its scopes, never more than the owner's role
    allows at this moment. Stands wherever a user stands."""

    class Meta:
        proxy = True

    @property
    def rights(self) -> Rights:
        own: Rights = super().rights
        scopes: frozenset[str] = self.__dict__.get("_scopes", frozenset())
        # No role of its own: a role's defaults must not fill in what the token leaves out.
        return Rights(
            "",
            own.name,
            {
                permission: written_scope(own.role, own.grants, permission).code if permission in scopes else "none"
                for permission in PERMISSIONS
            },
            {
                noun: {
                    group: written_access(own.role, own.grants, own.group_access, noun, group).code
                    for group in AttributeGroup.values
                }
                for noun in {permission.partition(".")[0] for permission in PERMISSIONS}
            },
        )

    def limit_to(self, scopes: list[str]) -> None:
        self.__dict__["_scopes"] = frozenset(scopes)
