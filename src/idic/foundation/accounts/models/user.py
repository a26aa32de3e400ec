from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import JSONObject

from idic.foundation.accounts.enums import Era, Language, Role, Theme
from idic.foundation.accounts.models.rights import Rights
from idic.foundation.accounts.models.role import RoleDefinition
from idic.foundation.accounts.models.team import Team
from idic.foundation.accounts.presence import take_row
from idic.foundation.storage.remembered import PlainRows


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class UserWithRightsManager(UserManager):
    """Users together with what their role allows. Who acts is read through this one, so that asking for a right costs
    no query, and what an administrator changes holds from the next request on, in every process."""

    def get_queryset(self) -> models.QuerySet[User]:
        role = RoleDefinition.objects.filter(code=models.OuterRef("role")).values(
            row=JSONObject(code="code", name="name", grants="grants", group_access="group_access")
        )
        return super().get_queryset().annotate(written_rights=models.Subquery(role))

    def get(self, *args: Any, **values: Any) -> User:
        """By the key alone is how every request asks who acts."""
        if self.model is not User or args or values.keys() != {"pk"} or not isinstance(values["pk"], int):
            return super().get(*args, **values)
        row = take_row(values["pk"])
        rows = [row] if row is not None else user_by_pk()(values["pk"])
        if not rows:
            raise User.DoesNotExist
        return user_by_pk().record(rows[0])


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    # the code of a RoleDefinition
    role = models.CharField(max_length=20, default=Role.SERVICE)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    language = models.CharField(max_length=10, choices=Language.choices, default=Language.ENGLISH)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.AUTO)
    era = models.CharField(max_length=10, choices=Era.choices, default=Era.COMMON)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects: ClassVar[UserManager] = UserManager()
    with_rights: ClassVar[UserWithRightsManager] = UserWithRightsManager()

    class Meta:
        # Sign-in reads the user of a request through the default manager.
        default_manager_name = "with_rights"
        ordering = ["display_name", "id"]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    @property
    def rights(self) -> Rights:
        """Read with the user, else by one query; remembered as long as this object keeps its role."""
        held: Rights | None = self.__dict__.get("_rights")
        if held is not None and held.role == self.role:
            return held
        row: dict[str, Any] | None = self.__dict__.get("written_rights")
        if row is not None and row["code"] == self.role:
            held = Rights.of_row(row)
        elif self._state.adding and self.role in Role.values:
            held = Rights(self.role)
        else:
            held = Rights.written(self.role)
        self.__dict__["_rights"] = held
        return held

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[User] | None = None,
    ) -> None:
        for name in ("_rights", "written_rights"):
            self.__dict__.pop(name, None)
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return _auth_hash(self.password, secret or settings.SECRET_KEY)

    def get_role_display(self) -> str:
        return str(Role(self.role).label) if self.role in Role.values else self.rights.name or self.role


@lru_cache(maxsize=1024)
def _auth_hash(password: str, secret: str) -> str:
    """As Django makes it: asked with every request, and another one only when a password or the secret is changed."""
    told: str = AbstractBaseUser._get_session_auth_hash(User(password=password), secret=secret)  # type: ignore[attr-defined]  # not in the stubs
    return told


@cache
def user_by_pk() -> PlainRows[User]:
    return PlainRows(User.with_rights.filter(pk=910_001).order_by(), 910_001)
