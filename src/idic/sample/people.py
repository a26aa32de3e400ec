"""Who works in the sample company. Nobody can sign in as one of them until an administrator sets a password."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from idic.foundation.accounts.enums import Language, Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.teams import create_team
from idic.foundation.accounts.operations.users import create_user
from idic.sample.service.moments import said

_TEAMS = {
    "desk": {"en": "Service desk", "th": "ฝ่ายบริการลูกค้า", "zh-hans": "客户服务组", "zh-hant": "客戶服務組"},
    "accounts": {"en": "Key accounts", "th": "ฝ่ายลูกค้ารายสำคัญ", "zh-hans": "大客户组", "zh-hant": "重點客戶組"},
    "management": {"en": "Management", "th": "ฝ่ายบริหาร", "zh-hans": "管理层", "zh-hant": "管理階層"},
}  # fmt: skip


@dataclass(frozen=True)
class _Person:
    name: str
    address: str
    role: str
    team: str
    language: str


_STAFF = (
    _Person("Nok Srisawat", "nok.srisawat", Role.MANAGER, "", Language.THAI),
    _Person("Somsri Phongphan", "somsri.phongphan", Role.SERVICE, "desk", Language.THAI),
    _Person("林怡君", "yichun.lin", Role.SERVICE, "desk", Language.TRADITIONAL_CHINESE),
    _Person("王伟", "wei.wang", Role.SALES, "accounts", Language.SIMPLIFIED_CHINESE),
    _Person("Emma Clarke", "emma.clarke", Role.QUALITY, "", Language.ENGLISH),
)
#: Managers within a team lead it, and nobody else's.
_ABOVE = (
    _Person("Anong Wattana", "anong.wattana", Role.MANAGER, "desk", Language.THAI),
    _Person("陈静", "jing.chen", Role.MANAGER, "accounts", Language.SIMPLIFIED_CHINESE),
    _Person("Siriporn Rattanakul", "siriporn.rattanakul", Role.MANAGER, "management", Language.THAI),
)


@dataclass(frozen=True)
class Above:
    """To whom what is late goes up."""

    desk_lead: User
    accounts_lead: User
    executive: User


@transaction.atomic
def make_staff() -> list[User]:
    """The manager, two at the desk, one who sells, one who looks after quality."""
    return [_made(one) for one in _STAFF]


@transaction.atomic
def make_above() -> Above:
    return Above(*(_made(one) for one in _ABOVE))


def _made(one: _Person) -> User:
    """Whoever was removed once comes back."""
    email = f"{one.address}@example.com"
    user = User.objects.filter(email=email).first()
    if user is None:
        team = create_team(name=said(_TEAMS[one.team]), by=None) if one.team else None
        user = create_user(
            email=email, display_name=one.name, role=one.role, team=team, password=None, by=None, is_sample=True
        )
        user.language = one.language
        user.save(update_fields=["language"])
    elif user.is_sample and not user.is_active:
        user.set_unusable_password()
        user.is_active = True
        user.save(update_fields=["password", "is_active"])
    return user
