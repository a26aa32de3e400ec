"""Which rows and columns of the marts one user reads: the rules of the pages, held over the whole warehouse.

`cut_for(user)` is data, so that it can be handed to another process and stand in a cache key. `RowCut.table` applies it
to Ibis; `warehouse.adhoc` writes the same as SQL, and a test holds both against each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Scope
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.rules import group_access, may, scope_of
from idic.foundation.nouns.registry import fields_of
from idic.warehouse.attribute_text import attribute_json
from idic.warehouse.star.marts import BY_NAME, MARTS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.foundation.accounts.models import User

NOUN = "customer"

#: Marts that tell of no customer: everybody who may ask reads them whole.
PLAIN = frozenset({"products", "dates", "places", "channels", "staff"})

#: Marts that need a permission of their own beside `customer.see`.
PERMISSIONS: dict[str, str] = {
    "purchases": "purchase.see", "sales": "purchase.see", "customer_days": "purchase.see",
    "products": "product.see", "scores": "value.see", "memberships": "segment.see", "contacts": "follow_up.see",
    "campaign_contacts": "campaign.see", "consents": "consent.see", "cases": "case.see", "messages": "case.see",
    "complaints": "case.see", "promises": "case.see",
}  # fmt: skip

#: Their rows are of those customers whose purchases are seen.
OF_PURCHASES = frozenset({"purchases", "sales", "customer_days"})

#: Their rows are of those cases that are seen, which are cut by rules of their own.
OF_CASES = frozenset({"cases", "promises", "messages", "complaints"})

#: Columns of `customers` whose attribute group the pages know; all others as their mart declares them. `facts` is cut
#: key by key.
_GROUPS_OF_PAGES: dict[str, str] = {
    "province": AttributeGroup.GEOGRAPHIC, "country": AttributeGroup.GEOGRAPHIC, "language": AttributeGroup.CONTACT,
    "sex": AttributeGroup.DEMOGRAPHIC,
}  # fmt: skip
#: A code that fits millions tells nobody who somebody is: hidden where its group is, else shown whole.
COARSE = frozenset({"language"})
#: Free text, in which anything may stand.
_FREE_TEXT = frozenset({"note", "nickname"})
#: Facts that are kept and stand in no list of fields.
_FACTS_WITHOUT_FIELD = {
    "household_composition": AttributeGroup.DEMOGRAPHIC, "home_ownership": AttributeGroup.DEMOGRAPHIC,
    "children": AttributeGroup.DEMOGRAPHIC, "industry": AttributeGroup.FIRMOGRAPHIC,
}  # fmt: skip
MASK = "***"
#: No reader is shown them.
ONLY_FOR_RIGHTS = tuple(column.name for mart in MARTS for column in mart.columns if column.is_for_rights)


class Star(Protocol):
    def table(self, name: str) -> Any: ...


#: The marts of the newest snapshot, where an older one is read: what somebody might see then gives nobody a right now.
Today = Callable[[str], "ir.Table"]


@dataclass(frozen=True)
class Reach:
    """The customers of a team, of one owner, or all; those that nobody owns are everybody's, as on the pages."""

    scope: str
    user_id: int = 0
    team_id: int | None = None

    @property
    def is_all(self) -> bool:
        return self.scope == Scope.ALL.code


@dataclass(frozen=True)
class RowCut:
    """`columns` holds only what is not seen whole; `facts` is None where every key is, else what each declared key
    is: a key that no field declares is not shown.

    `cases` always names its user: a case may be kept from anybody, however far their right reaches."""

    customers: Reach
    purchases: Reach
    withheld: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] | None = None
    cases: Reach = field(default_factory=lambda: Reach(Scope.NONE.code))

    def of_marts(self, names: Collection[str]) -> RowCut:
        """Without what these marts do not need, so that whoever reads the same of them shares an answer."""
        return self if OF_CASES.intersection(names) else replace(self, cases=Reach(Scope.NONE.code))

    @cached_property
    def key(self) -> str:
        """The same for everybody who reads the same."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def is_whole(self) -> bool:
        return self.reaches_all and not self.withheld and not self.columns and self.facts is None

    def may_read(self, name: str) -> bool:
        return name not in self.withheld

    def reach_of(self, name: str) -> Reach:
        return self.purchases if name in OF_PURCHASES else self.customers

    @property
    def reaches_all(self) -> bool:
        return self.customers.is_all and self.purchases.is_all

    def table(self, star: Star, name: str, *, today: Today | None = None) -> ir.Table:
        """The mart as this user reads it. Raises NotAllowed where the role may not read it at all."""
        if not self.may_read(name):
            raise NotAllowed(PERMISSIONS.get(name, "customer.see"))
        table = star.table(name)
        now = today or star.table
        if name in PLAIN:
            return table
        if name in OF_CASES:
            return self._of_cases(table, now, is_now=name == "cases" and today is None)
        if name == "customers":
            return self._masked(_of_reach(table, self.customers, now("customers") if today else None))
        reach = self.reach_of(name)
        if reach.is_all:
            return table
        if "customer_id" not in table.columns:
            return table.limit(0)
        return table.semi_join(_reached(now("customers"), reach).select("customer_id"), "customer_id")

    def _of_cases(self, table: ir.Table, now: Today, *, is_now: bool) -> ir.Table:
        """`is_now`: the table is the one by which it is decided which cases are seen."""
        cases = table if is_now else now("cases")
        seen = cases.filter(_seen_case(cases, self.cases))
        if self.cases.team_id is not None:
            of_team = now("staff").filter(lambda t: t.team_id == self.cases.team_id).select(mate="user_id")
            seen = seen.left_join(of_team, seen.owner_id == of_team.mate)
            seen = seen.filter(seen.mate.notnull() | _own_case(seen, self.cases)).drop("mate")
        if not self.customers.is_all:
            reached = _reached(now("customers"), self.customers).select(reached_id="customer_id")
            seen = seen.left_join(reached, seen.customer_id == reached.reached_id)
            seen = seen.filter(seen.customer_id.isnull() | seen.reached_id.notnull()).drop("reached_id")
        if not is_now:
            seen = table.semi_join(seen.select("case_id"), "case_id")
        return seen.drop(*(one for one in ONLY_FOR_RIGHTS if one in seen.columns))

    def _masked(self, customers: ir.Table) -> ir.Table:
        import ibis

        shown: dict[str, Any] = {}
        for column, access in self.columns.items():
            if column not in customers.columns:
                continue
            value = customers[column]
            if access == GroupAccess.HIDDEN.code:
                shown[column] = ibis.null().cast(value.type())
            elif column == "birth_date":
                # The year is what a masked date shows on the pages too; its first day keeps the column a date.
                shown[column] = value.truncate("Y")
            else:
                shown[column] = value.substr(0, 1) + MASK
        if self.facts is not None and "facts" in customers.columns:
            shown["facts"] = _masked_facts(customers.facts, self.facts)
        return customers.mutate(**shown) if shown else customers


def cut_for(user: User) -> RowCut:
    """Asks no query: a user comes with the rights of their role. Who sees no customer reads no mart that names one."""
    customers = scope_of(user, "customer.see")
    purchases = min(customers, scope_of(user, "purchase.see"))
    withheld = {mart for mart, permission in PERMISSIONS.items() if not may(user, permission)}
    if customers == Scope.NONE:
        withheld |= {"customers", *(set(PERMISSIONS) - PLAIN)}
    columns: dict[str, str] = {}
    for column, group in column_groups().items():
        access = group_access(user, NOUN, group)
        if access == GroupAccess.HIDDEN or (access == GroupAccess.MASKED and column not in COARSE):
            columns[column] = access.code
    cases = scope_of(user, "case.see")
    return RowCut(
        _reach(customers, user), _reach(purchases, user), tuple(sorted(withheld)), columns, _facts_for(user),
        replace(_reach(cases, user), user_id=user.pk or 0),
    )  # fmt: skip


def column_groups() -> dict[str, str]:
    declared = {one.name: one.group for one in BY_NAME["customers"].columns if one.group in AttributeGroup.values}
    return {**declared, **_GROUPS_OF_PAGES}


def _reach(scope: Scope, user: User) -> Reach:
    if scope == Scope.ALL:
        return Reach(scope.code)
    team = user.team_id if scope == Scope.TEAM else None
    return Reach(scope.code, user.pk or 0, team)


def _seen_case(cases: ir.Table, reach: Reach) -> Any:
    """But for cases of the team's people, which need its staff: those come where a team is named."""
    kept = cases.kept_from.contains(f",{reach.user_id},")
    if reach.is_all:
        return ~kept
    if reach.scope == Scope.NONE.code:
        return kept & ~kept
    return ~kept if reach.team_id is not None else ~kept & _own_case(cases, reach)


def _own_case(cases: ir.Table, reach: Reach) -> Any:
    own = (cases.owner_id == reach.user_id) | (cases.created_by_id == reach.user_id)
    if reach.scope == Scope.TEAM.code:
        own = own | (cases.owner_id.isnull() & cases.team_id.isnull())
    if reach.team_id is not None:
        own = own | (cases.team_id == reach.team_id)
    return own.fill_null(False)


def _facts_for(user: User) -> dict[str, str] | None:
    groups = {group: group_access(user, NOUN, group) for group in AttributeGroup.values}
    if min(groups.values()) >= GroupAccess.SEEN:
        return None
    strictest = min(groups[AttributeGroup.IDENTITY], groups[AttributeGroup.CONTACT])
    found: dict[str, str] = {}
    group_of = {**_FACTS_WITHOUT_FIELD, **{name: one.group for name, one in fields_of(NOUN, user).items()}}
    for name, group in group_of.items():
        access = strictest if name in _FREE_TEXT else groups.get(group, GroupAccess.SEEN)
        if access > GroupAccess.HIDDEN:
            found[name] = min(access, GroupAccess.SEEN).code
    return found


def _reached(customers: ir.Table, reach: Reach) -> ir.Table:
    if reach.is_all:
        return customers
    free = customers.team_id.isnull() & customers.owner_id.isnull()
    within = (customers.owner_id == reach.user_id) | free
    if reach.team_id is not None:
        within = within | (customers.team_id == reach.team_id)
    return customers.filter(within) if reach.scope != Scope.NONE.code else customers.limit(0)


def _of_reach(customers: ir.Table, reach: Reach, today: ir.Table | None) -> ir.Table:
    if today is None or reach.is_all:
        return _reached(customers, reach)
    return customers.semi_join(_reached(today, reach).select("customer_id"), "customer_id")


def _masked_facts(facts: ir.StringColumn, kept: Mapping[str, str]) -> ir.StringColumn:
    """Text of JSON again, with the keys that may be read; an absent key stays absent."""
    import ibis

    parts: list[Any] = []
    for name in sorted(kept):
        text = attribute_json(facts, name)
        shown = text if kept[name] == GroupAccess.SEEN.code else ibis.literal(f'"{MASK}"')
        parts.append(text.isnull().ifelse(ibis.null("string"), ibis.literal(f"{json.dumps(name)}:") + shown))
    if not parts:
        return ibis.literal("{}")
    joined = ibis.array(parts).filter(lambda part: part.notnull()).join(",")
    return ibis.literal("{") + joined + ibis.literal("}")
