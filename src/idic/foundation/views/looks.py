"""How a list is looked at: stored in a saved view, carried in an address, and held against the fields as they are now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.foundation.nouns.compiling import narrowed_by, read_predicate
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.fields import Field, ReadChoices
from idic.foundation.nouns.registry import noun_of
from idic.foundation.texts import trimmed
from idic.foundation.views.enums import Density, Display
from idic.methods.predicate import All, FieldType, Leaf, Node, Operator

#: A rule in an address or a view; longer ones belong into a segment.
LONGEST_RULE = 6000
LONGEST_SEARCH = 100
MOST_COLUMNS = 40


@dataclass(frozen=True)
class Look:
    """`where` is the stored form of a rule as text; `quick` are single values under field names."""

    columns: tuple[str, ...] = ()
    where: str = ""
    quick: Mapping[str, str] = field(default_factory=dict)
    q: str = ""
    sort: str = ""
    by: str = ""
    density: str = Density.COMFORTABLE
    display: str = Display.TABLE

    def stored(self) -> dict[str, Any]:
        return {
            "columns": list(self.columns), "where": self.where, "quick": dict(self.quick), "q": self.q, "sort": self.sort,
            "by": self.by, "density": self.density, "display": self.display,
        }  # fmt: skip

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Look:
        """Whatever stands there: a part of the wrong kind counts as not said."""

        def text(name: str, longest: int) -> str:
            value = stored.get(name)
            return trimmed(value, longest) if isinstance(value, str) else ""

        columns, quick = stored.get("columns"), stored.get("quick")
        return cls(
            columns=tuple(one for one in columns if isinstance(one, str))[:MOST_COLUMNS] if isinstance(columns, list) else (),
            where=text("where", LONGEST_RULE),
            quick={str(name): str(value)[:200] for name, value in quick.items() if value} if isinstance(quick, dict) else {},
            q=text("q", LONGEST_SEARCH),
            sort=text("sort", 80),
            by=text("by", 80),
            density=text("density", 12) if text("density", 12) in Density.values else Density.COMFORTABLE,
            display=text("display", 12) if text("display", 12) in Display.values else Display.TABLE,
        )  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A part of a look that the fields of today refuse: `code` and what was named there."""

    code: str
    name: str
    path: str = ""


@dataclass(frozen=True)
class Held:
    """A look held against the fields: what can be used of it, and what cannot."""

    look: Look
    rule: Node | None
    faults: tuple[Fault, ...] = ()


def hold(
    look: Look, fields: Mapping[str, Field], *, columns: Sequence[str], showable: Mapping[str, Field] | None = None
) -> Held:
    """`fields` may be asked about, `showable` (else the same) may be shown; `columns` are shown where the look names
    none that is there. Nothing refuses the whole: a fault is told, the rest is shown."""
    faults: list[Fault] = []
    offered = showable if showable is not None else fields
    shown = tuple(name for name in dict.fromkeys(look.columns) if name in offered and offered[name].value is not None)
    faults += [Fault("column", name) for name in look.columns if name not in offered]
    if not shown:
        shown = tuple(name for name in columns if name in offered and offered[name].value is not None)
    rule, more = _rule(look.where, fields)
    faults += more
    quick = {}
    for name, value in look.quick.items():
        if name in fields:
            spelling = fields[name].spelling
            quick[name] = spelling.stored(value) if spelling is not None else value
        else:
            faults.append(Fault("quick", name))
    sort, by = look.sort, look.by
    if sort and (sort.removeprefix("-") not in fields or not fields[sort.removeprefix("-")].order):
        faults.append(Fault("sort", sort.removeprefix("-")))
        sort = ""
    if by and by not in fields:
        faults.append(Fault("group", by))
        by = ""
    return Held(replace(look, columns=shown, quick=quick, sort=sort, by=by), rule, tuple(faults))


def narrowed(
    rows: QuerySet[Any], code: str, held: Held, fields: Mapping[str, Field], *, as_of: date | None = None
) -> QuerySet[Any]:
    """`rows` of the noun as far as the look's search, quick filters and rule hold of them."""
    noun = noun_of(code)
    if held.look.q and noun.search is not None:
        rows = noun.search(rows, held.look.q)
    nodes: list[Node] = [] if held.rule is None else [held.rule]
    for name, value in held.look.quick.items():
        leaf = quick_leaf(fields[name], value)
        if leaf is not None and (code, name) in _lookups and leaf.op is not Operator.IS_UNKNOWN:
            rows = rows.filter(_lookups[(code, name)](value))
        elif leaf is not None:
            nodes.append(leaf)
    if nodes:
        node = nodes[0] if len(nodes) == 1 else All(tuple(nodes))
        rows = narrowed_by(rows, code, node, as_of=as_of or timezone.localdate(), fields=fields)
    return rows


_lookups: dict[tuple[str, str], Callable[[str], Q]] = {}


def quick_lookup(noun: str, field: str, lookup: Callable[[str], Q]) -> None:
    """The same condition said so that an index of the model serves it; a single value is asked for often."""
    _lookups[(noun, field)] = lookup


def quick_leaf(one: Field, value: str) -> Leaf | None:
    """A value that the field cannot hold does not narrow: an old link still answers."""
    if value == UNKNOWN:
        return Leaf(one.name, Operator.IS_UNKNOWN)
    if (isinstance(one.choices, ReadChoices) or one.choices) and value not in one.choice_labels():
        return None
    match one.type:
        case FieldType.CODES:
            return Leaf(one.name, Operator.HAS_ANY, (value,))
        case FieldType.BOOLEAN:
            return Leaf(one.name, Operator.EQ, value == "true") if value in ("true", "false") else None
        case FieldType.TEXT | FieldType.CODE:
            return Leaf(one.name, Operator.EQ, value)
    return None


#: As a quick filter: those of which it is not known.
UNKNOWN = "-"


def _rule(where: str, fields: Mapping[str, Field]) -> tuple[Node | None, list[Fault]]:
    """The rule, without the conditions that the fields of today refuse; each of them is told."""
    if not where:
        return None, []
    try:
        tree = json.loads(where)
    except (ValueError, RecursionError):
        return None, [Fault("NotJson", "")]
    faults: list[Fault] = []
    # Each round takes one broken condition away, so it ends; a rule of nothing but faults is no rule.
    for _round in range(200):
        if tree is None:
            return None, faults
        try:
            return read_predicate(tree, fields), faults
        except PredicateRefused as refusal:
            faults.append(Fault(refusal.code, _named(tree, refusal.path), refusal.path))
            tree = _without(tree, refusal.path)
    return None, faults


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    for part in path.split("."):
        name, _bracket, place = part.partition("[")
        if name:
            steps.append(name)
        if place.rstrip("]").isdecimal():
            steps.append(int(place.rstrip("]")))
    return steps


def _named(tree: Any, path: str) -> str:
    for step in _steps(path):
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return ""
    found = tree.get("field") if isinstance(tree, dict) else None
    return found[:80] if isinstance(found, str) else ""


def _without(tree: Any, path: str) -> Any:
    """The tree without the node at `path`; a group or a negation that this empties goes with it."""
    steps = _steps(path)
    # what stands inside of a condition (its op, its value) goes with the condition
    while steps and steps[-1] not in ("all", "any", "not") and not isinstance(steps[-1], int):
        steps.pop()
    return _cut(tree, steps)


def _cut(tree: Any, steps: list[str | int]) -> Any:
    if not steps:
        return None
    step, rest = steps[0], steps[1:]
    if isinstance(tree, dict) and step in tree and isinstance(step, str):
        inner = _cut(tree[step], rest)
        return {**tree, step: inner} if inner else None
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        inner = _cut(tree[step], rest)
        return [*tree[:step], *([inner] if inner else []), *tree[step + 1 :]]
    return None
