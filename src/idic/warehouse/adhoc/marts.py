"""The marts as one asker reads them, in DuckDB's SQL: the same cut that `RowCut.table` makes with Ibis."""

from __future__ import annotations

import json
from collections.abc import Mapping

from idic.foundation.accounts.enums import GroupAccess, Scope
from idic.warehouse.adhoc.spec import MartSpec
from idic.warehouse.rights import MASK, OF_CASES, PLAIN, Reach, RowCut
from idic.warehouse.snapshots import Snapshot
from idic.warehouse.star.declaration import Mart
from idic.warehouse.star.marts import MARTS

_TYPES = {
    "int64": "BIGINT", "int32": "INTEGER", "int16": "SMALLINT", "string": "VARCHAR", "date32": "DATE",
    "double": "DOUBLE", "bool": "BOOLEAN", "timestamp": "TIMESTAMP",
}  # fmt: skip
#: Marts by which others are cut.
_ASKED = ("customers", "staff", "cases")


def readable_marts(cut: RowCut, snapshot: Snapshot) -> list[Mart]:
    return [mart for mart in MARTS if mart.name in snapshot.rows and cut.may_read(mart.name)]


def mart_specs(cut: RowCut, snapshot: Snapshot) -> list[MartSpec]:
    return [_spec(mart, cut, snapshot) for mart in readable_marts(cut, snapshot)]


def _spec(mart: Mart, cut: RowCut, snapshot: Snapshot) -> MartSpec:
    columns = {column.name: column.name for column in mart.columns if not column.is_for_rights}
    where = ""
    if mart.name == "customers":
        columns |= _masked(mart, cut)
        where = _within(cut.customers)
    elif mart.name in OF_CASES:
        where = _seen_cases(cut)
        if mart.name != "cases":
            where = f"m.case_id IN (SELECT case_id FROM {{cases}} AS m WHERE {where})"  # noqa: S608
    elif mart.name not in PLAIN and not cut.reach_of(mart.name).is_all:
        where = f"m.customer_id IN ({_reached(cut.reach_of(mart.name))})" if "customer_id" in mart.names else "FALSE"
    others = {name: files_of(snapshot, name) for name in _ASKED if f"{{{name}}}" in where}
    return MartSpec(name=mart.name, files=files_of(snapshot, mart.name), columns=columns, where=where, others=others)


def files_of(snapshot: Snapshot, mart: str) -> list[str]:
    pattern = snapshot.table(mart)
    if pattern.name.startswith("*"):
        return [str(pattern.parent / name) for name in snapshot.files[mart]]
    return [str(pattern)]


def _within(reach: Reach) -> str:
    if reach.is_all:
        return ""
    if reach.scope == Scope.NONE.code:
        return "FALSE"
    team = f" OR team_id = {int(reach.team_id)}" if reach.team_id is not None else ""
    return f"(owner_id = {int(reach.user_id)} OR (owner_id IS NULL AND team_id IS NULL){team})"


def _reached(reach: Reach) -> str:
    return f"SELECT customer_id FROM {{customers}} WHERE {_within(reach)}"  # noqa: S608


def _seen_cases(cut: RowCut) -> str:
    reach = cut.cases
    if reach.scope == Scope.NONE.code:
        return "FALSE"
    conditions = [f"NOT contains(m.kept_from, ',{int(reach.user_id)},')"]
    if not reach.is_all:
        mine = [f"m.owner_id = {int(reach.user_id)}", f"m.created_by_id = {int(reach.user_id)}"]
        if reach.scope == Scope.TEAM.code:
            mine.append("(m.owner_id IS NULL AND m.team_id IS NULL)")
        if reach.team_id is not None:
            team = int(reach.team_id)
            mine += [f"m.team_id = {team}", f"m.owner_id IN (SELECT user_id FROM {{staff}} WHERE team_id = {team})"]  # noqa: S608
        conditions.append(f"({' OR '.join(mine)})")
    if not cut.customers.is_all:
        conditions.append(f"(m.customer_id IS NULL OR m.customer_id IN ({_reached(cut.customers)}))")
    return " AND ".join(conditions)


def _masked(mart: Mart, cut: RowCut) -> dict[str, str]:
    types = {column.name: _TYPES.get(column.type, "VARCHAR") for column in mart.columns}
    found: dict[str, str] = {}
    for column, access in cut.columns.items():
        if column not in types:
            continue
        if access == GroupAccess.HIDDEN.code:
            found[column] = f"NULL::{types[column]}"
        elif column == "birth_date":
            found[column] = "date_trunc('year', birth_date)::DATE"
        else:
            found[column] = f"left({column}, 1) || '{MASK}'"
    if cut.facts is not None:
        found["facts"] = _facts(cut.facts)
    return found


def _facts(kept: Mapping[str, str]) -> str:
    parts = []
    for name in sorted(kept):
        value = f"json_extract(facts, {_literal('$.' + json.dumps(name))})"
        shown = f"{value}::VARCHAR" if kept[name] == GroupAccess.SEEN.code else _literal(f'"{MASK}"')
        parts.append(f"CASE WHEN {value} IS NOT NULL THEN {_literal(json.dumps(name) + ':')} || {shown} END")
    return f"'{{' || concat_ws(',', {', '.join(parts)}) || '}}'" if parts else "'{}'"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
