"""The declarations of the marts as pages show them: where a column comes from, who reads it, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Scope
from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.accounts.rules import written_access, written_scope
from idic.foundation.languages import formats
from idic.warehouse.rights import COARSE, NOUN, OF_CASES, OF_PURCHASES, PERMISSIONS, PLAIN, column_groups
from idic.warehouse.star.declaration import BY_ATTRIBUTE, UNIT_NAMES, Column, Kind, Mart, Text

KIND_ICONS = {Kind.FACT: "timeline-event", Kind.DIMENSION: "category", Kind.COMPUTED: "calculator"}
KINDS: dict[Kind, tuple[Text, Text]] = {
    Kind.FACT: (
        gettext_lazy("Facts"), gettext_lazy("What happened: one row for each purchase, line, contact or word."),
    ),
    Kind.DIMENSION: (
        gettext_lazy("Dimensions"), gettext_lazy("Who, what, when and where: by what the facts are grouped."),
    ),
    Kind.COMPUTED: (
        gettext_lazy("Computed"), gettext_lazy("Worked out by the refresh from the other marts."),
    ),
}  # fmt: skip
TYPES: dict[str, Text] = {
    "int64": gettext_lazy("whole number"), "int32": gettext_lazy("whole number"), "int16": gettext_lazy("whole number"),
    "string": gettext_lazy("text"), "date32": gettext_lazy("day"), "bool": gettext_lazy("yes or no"),
    "double": gettext_lazy("number"), "timestamp": gettext_lazy("day and time"),
}  # fmt: skip
_REACHES: dict[Scope, Text] = {
    Scope.ALL: gettext_lazy("All rows"),
    Scope.TEAM: gettext_lazy("Rows of the team's customers"),
    Scope.OWN: gettext_lazy("Rows of own customers"),
    Scope.NONE: gettext_lazy("Nothing"),
}
_REACHES_OF_CASES: dict[Scope, Text] = {
    **_REACHES,
    Scope.ALL: gettext_lazy("All rows, but for cases that are kept from the reader"),
    Scope.TEAM: gettext_lazy("Rows of the team's cases"),
    Scope.OWN: gettext_lazy("Rows of own cases"),
}


@dataclass(frozen=True)
class ShownColumn:
    name: str
    meaning: Text
    type: Text
    unit: Text
    sources: tuple[str, ...]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    role: Text
    reach: Text
    reads: bool


@dataclass(frozen=True)
class Lineage:
    tables: list[str]
    marts: list[Mart]
    measures: list[Text]


def shown_columns(mart: Mart, roles: Iterable[RoleDefinition]) -> list[ShownColumn]:
    known = list(roles)
    groups = column_groups() if mart.name == "customers" else {}
    return [
        ShownColumn(
            column.name, column.meaning, TYPES.get(column.type, column.type), UNIT_NAMES.get(column.unit, ""),
            column.sources, _notes(column, groups.get(column.name, column.group), known),
        )
        for column in mart.columns
    ]  # fmt: skip


def readers(mart: Mart, roles: Iterable[RoleDefinition]) -> list[Reader]:
    found = []
    for role in roles:
        reach = _reach(mart.name, role)
        words = _REACHES_OF_CASES if mart.name in OF_CASES else _REACHES
        found.append(Reader(role.label, words[reach], reach > Scope.NONE))
    return found


def lineage(mart: Mart) -> Lineage:
    from idic.warehouse.measures.atoms import ATOMS
    from idic.warehouse.measures.facts import FACTS
    from idic.warehouse.measures.measures import MEASURES
    from idic.warehouse.star.marts import BY_NAME

    tables = sorted({source.split(".")[0] for column in mart.columns for source in column.sources})
    measures = [
        measure.label
        for measure in MEASURES.values()
        if any(mart.name in FACTS[ATOMS[atom].fact].marts for atom in measure.atoms)
    ]
    return Lineage(tables, [BY_NAME[name] for name in mart.reads], measures)


def size_text(size: int) -> str:
    """Binary steps, as the disk counts."""
    value, names = float(size), (_("%(number)s B"), _("%(number)s KB"), _("%(number)s MB"), _("%(number)s GB"))
    place = 0
    while value >= 1024 and place < len(names) - 1:
        value, place = value / 1024, place + 1
    return names[place] % {"number": formats.number(round(value, 1 if value < 100 and place else 0))}


def rows_text(rows: int | None) -> str:
    if rows is None:
        return _("not in this snapshot")
    return ngettext("%(rows)s row", "%(rows)s rows", rows) % {"rows": formats.number(rows)}


def _reach(name: str, role: RoleDefinition) -> Scope:
    def scope(permission: str) -> Scope:
        return written_scope(role.code, role.grants, permission)

    if name in PLAIN:
        return Scope.ALL if name not in PERMISSIONS or scope(PERMISSIONS[name]) > Scope.NONE else Scope.NONE
    if name in PERMISSIONS and scope(PERMISSIONS[name]) == Scope.NONE:
        return Scope.NONE
    customers = scope("customer.see")
    if name in OF_CASES:
        return min(scope("case.see"), customers)
    return min(customers, scope("purchase.see")) if name in OF_PURCHASES else customers


def _notes(column: Column, group: str, roles: list[RoleDefinition]) -> list[str]:
    if column.is_for_rights:
        return [_("It decides who reads the row, and is shown to nobody.")]
    if column.group == BY_ATTRIBUTE:
        return [_("Each attribute is shown, masked or hidden by the group that it belongs to.")]
    if group not in AttributeGroup.values:
        return []
    access = {role: written_access(role.code, role.grants, role.group_access, NOUN, group) for role in roles}
    sentences = []
    for level, sentence in (
        (GroupAccess.HIDDEN, _("Hidden from: %(roles)s.")), (GroupAccess.MASKED, _("Masked for: %(roles)s.")),
    ):  # fmt: skip
        named = [str(role.label) for role, held in access.items() if held == level]
        if named and not (level == GroupAccess.MASKED and column.name in COARSE):
            sentences.append(sentence % {"roles": ", ".join(named)})
    return sentences
