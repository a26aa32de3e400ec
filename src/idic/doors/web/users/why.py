"""Why somebody sees a record, or does not: the facts that the rules went by, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.users.permission_words import PERMISSION_WORDS, scope_words
from idic.doors.web.users.role_form import grouped_nouns
from idic.foundation.accounts.enums import AttributeGroup, Scope
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import names_of_teams
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.rules import PERMISSIONS, group_access, scope_of
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import access_record, noun_of

_ACTIONS = ("see", "change", "delete", "export", "reveal")


@dataclass(frozen=True)
class ActionAnswer:
    words: str
    scope: str
    reaches: bool


@dataclass(frozen=True)
class Explanation:
    title: str
    sees: bool
    sentences: tuple[str, ...]
    actions: tuple[ActionAnswer, ...]
    groups: tuple[tuple[str, str], ...]


def explain(user: User, noun_code: str, pk: int, *, asker: User) -> Explanation:
    """`user` has to be read with the present rights; raises NotVisible where the asker sees no such record."""
    noun = noun_of(noun_code)
    record = access_record(asker, noun_code, pk)
    actions = tuple(_answers(user, noun, record.pk))
    sees = bool(actions) and actions[0].reaches
    groups: tuple[tuple[str, str], ...] = ()
    if sees and noun_code in grouped_nouns():
        groups = tuple((str(group.label), str(group_access(user, noun_code, group).label)) for group in AttributeGroup)
    return Explanation(noun.title(record), sees, tuple(_sentences(user, noun, record)), actions, groups)


def _answers(user: User, noun: Noun, pk: int) -> list[ActionAnswer]:
    found = []
    for action in _ACTIONS:
        permission = noun.permission(action)
        if permission in PERMISSIONS:
            words = str(PERMISSION_WORDS.get(permission, permission))
            found.append(
                ActionAnswer(
                    words, scope_words(permission, scope_of(user, permission)), _reaches(user, noun, pk, action)
                )
            )
    return found


def _reaches(user: User, noun: Noun, pk: int, action: str) -> bool:
    try:
        access_record(user, noun.code, pk, action=action)
    except (NotAllowed, NotVisible):
        return False
    return True


def _sentences(user: User, noun: Noun, record: Any) -> list[str]:
    told = {"person": user.display_name, "role": user.get_role_display(), "records": str(noun.plural)}
    found = [_("%(person)s has the role “%(role)s”.") % told]
    if not user.is_active:
        found.append(_("%(person)s may not sign in, and so sees nothing at all.") % told)
    else:
        found.append(_reach_sentence(scope_of(user, noun.permission("see"))) % told)
    owner_id, team_id = getattr(record, "owner_id", None), getattr(record, "team_id", None)
    if owner_id is not None and owner_id == user.pk:
        found.append(_("The record belongs to %(person)s.") % told)
    elif owner_id is not None:
        owner = names_of_users([owner_id]).get(owner_id, "")
        found.append(_("The record belongs to %(owner)s.") % {"owner": owner})
    elif hasattr(record, "owner_id"):
        found.append(_("The record belongs to nobody in particular."))
    if team_id is not None and team_id == user.team_id:
        found.append(_("The record is in the team of %(person)s.") % told)
    elif team_id is not None:
        team = names_of_teams([team_id]).get(team_id, "")
        found.append(
            _("The record is in the team “%(team)s”; %(person)s is not.") % {"team": team, "person": user.display_name}
        )
    elif hasattr(record, "team_id"):
        found.append(_("The record is in no team."))
        if owner_id is None and hasattr(record, "owner_id"):
            found.append(_("What has neither owner nor team is within everybody's reach."))
    customer_id = noun.customer_of(record)
    if customer_id is not None and noun.code != "customer":
        sees_customer = _reaches(user, noun_of("customer"), customer_id, "see")
        found.append(
            _("It hangs on a customer whom %(person)s sees.") % told
            if sees_customer
            else _("It hangs on a customer whom %(person)s does not see, and nobody sees more than the customer.")
            % told
        )
    return found


def _reach_sentence(scope: Scope) -> str:
    return {
        Scope.ALL: _("The role reaches all records of this kind (%(records)s)."),
        Scope.TEAM: _("The role reaches the records of the own team, and the own ones (%(records)s)."),
        Scope.OWN: _("The role reaches only the own records (%(records)s)."),
        Scope.NONE: _("The role reaches no records of this kind (%(records)s)."),
    }[scope]
