from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.operations.roles import change_role, create_role
from idic.foundation.accounts.rules import PERMISSIONS, scopes_offered

#: What an officer needs: to see whose data it is, everything about privacy, and the trail of who did what.
GRANTED = frozenset({
    "customer.see", "customer.reveal", "purchase.see", "segment.see", "campaign.see", "letter.see", "audit.see",
    "privacy.see", "privacy.manage", "consent.see", "consent.create", "consent.export", "task.see", "task.create",
    "task.change", "job.see",
})  # fmt: skip


@transaction.atomic
def make_officer_role(*, by: User) -> RoleDefinition:
    """The role of a data protection officer: sees customers masked, manages privacy, changes no customer and sells
    nothing. From then on it is an ordinary role of the organisation."""
    like = RoleDefinition.objects.get_or_create(code=Role.QUALITY, defaults={"is_built_in": True})[0]
    role = create_role(name=_("Data protection officer"), like=like, by=by)
    grants = {one: Scope.ALL if one in GRANTED else Scope.NONE for one in PERMISSIONS if scopes_offered(one)}
    masked = {AttributeGroup.CONTACT.value: GroupAccess.MASKED, AttributeGroup.IDENTITY.value: GroupAccess.MASKED}
    return change_role(role, grants=grants, group_access={"customer": masked}, version=role.version, by=by)
