from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from idic.doors.web.users.permission_words import ACTION_WORDS, NOUN_WORDS, PERMISSION_WORDS, scope_words
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.accounts.rules import (
    KEPT_BY_ADMINISTRATOR,
    PERMISSIONS,
    access_of,
    default_scope,
    grants_of,
    scopes_offered,
)
from idic.foundation.nouns.registry import nouns


@dataclass(frozen=True)
class Cell:
    """One right; `field` is None where this kind of record knows no such act. `delivered` names another default."""

    label: str
    field: BoundField | None
    delivered: str = ""


@dataclass(frozen=True)
class NounRow:
    code: str
    label: str
    cells: tuple[Cell, ...]


class RoleForm(forms.Form):
    """Every right of one role: a field named by the permission, and one named noun:group for each group of fields."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: object, *, role: RoleDefinition) -> None:
        self._role = role
        self._groups = grouped_nouns()
        first: dict[str, object] = {"version": role.version}
        grants = grants_of(role)
        first |= {permission: scope.code for permission, scope in grants.items()}
        for noun in self._groups:
            first |= {f"{noun}:{group}": access.code for group, access in access_of(role, noun).items()}
        super().__init__(data, initial=first)  # type: ignore[arg-type]  # the QueryDict of the request, or None
        for permission in PERMISSIONS:
            self.fields[permission] = _choice(
                [(scope.code, scope_words(permission, scope)) for scope in scopes_offered(permission)],
                is_fixed=role.code == Role.ADMINISTRATOR and permission in KEPT_BY_ADMINISTRATOR,
            )
        for noun in self._groups:
            for group in AttributeGroup.values:
                self.fields[f"{noun}:{group}"] = _choice([(access.code, str(access.label)) for access in GroupAccess])

    def grants(self) -> dict[str, Scope]:
        """As typed; a right that the form did not carry stays as it is."""
        return {
            permission: Scope[code.upper()] for permission in PERMISSIONS if (code := self.cleaned_data.get(permission))
        }

    def group_access(self) -> dict[str, dict[str, GroupAccess]]:
        return {
            noun: {
                group: GroupAccess[code.upper()]
                for group in AttributeGroup.values
                if (code := self.cleaned_data.get(f"{noun}:{group}"))
            }
            for noun in self._groups
        }

    def noun_rows(self) -> Iterator[NounRow]:
        for noun, label in NOUN_WORDS.items():
            cells = tuple(self._cell(f"{noun}.{action}", str(words)) for action, words in ACTION_WORDS.items())
            yield NounRow(noun, str(label), cells)

    def other_cells(self) -> Iterator[Cell]:
        shown = {f"{noun}.{action}" for noun in NOUN_WORDS for action in ACTION_WORDS}
        for permission in PERMISSIONS:
            if permission not in shown:
                yield self._cell(permission, str(PERMISSION_WORDS.get(permission, permission)))

    def group_rows(self) -> Iterator[NounRow]:
        for noun, label in self._groups.items():
            cells = tuple(Cell(str(group.label), self[f"{noun}:{group}"]) for group in AttributeGroup)
            yield NounRow(noun, label, cells)

    def groups(self) -> list[str]:
        return [str(group.label) for group in AttributeGroup]

    def actions(self) -> list[str]:
        return [str(words) for words in ACTION_WORDS.values()]

    def _cell(self, permission: str, label: str) -> Cell:
        if permission not in self.fields:
            return Cell(label, None)
        delivered = ""
        if self._role.is_built_in:
            default = default_scope(self._role.code, permission)
            if grants_of(self._role)[permission] != default:
                delivered = _("Delivered: %(scope)s") % {"scope": scope_words(permission, default)}
        return Cell(label, self[permission], delivered)


def grouped_nouns() -> dict[str, str]:
    """The kinds of records whose fields stand in attribute groups, or can get such fields."""
    return {
        noun.code: str(noun.plural)
        for noun in nouns()
        if not noun.groups and (noun.attributes or any(one.group in AttributeGroup.values for one in noun.fields))
    }


def _choice(choices: Iterable[tuple[str, str]], *, is_fixed: bool = False) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(choices=list(choices), required=False, disabled=is_fixed, widget=widget)
