"""The marts as one asker reads them, in DuckDB's SQL: the same cut that `RowCut.table` makes with Ibis."""

from __future__ import annotations

import json
from collections.abc import Mapping

from idic.foundation.accounts.enums import GroupAccess, Scope
from idic.warehouse.adhoc.spec import MartSpec
from idic.warehouse.rights import MASK, PLAIN, Reach, RowCut
from idic.warehouse.snapshots import Snapshot
from idic.warehouse.star.declaration import Mart
from idic.warehouse.star.marts import MARTS

_TYPES = {
    "int64": "BIGINT", "int32": "INTEGER", "int16": "SMALLINT", "string": "VARCHAR", "date32": "DATE",
    "double": "DOUBLE", "bool": "BOOLEAN",
}  # fmt: skip


def readable_marts(cut: RowCut, snapshot: Snapshot) -> list[Mart]:
    return [mart for mart in MARTS if mart.name in snapshot.rows and cut.may_read(mart.name)]


def mart_specs(cut: RowCut, snapshot: Snapshot) -> list[MartSpec]:
    return [_spec(mart, cut, snapshot) for mart in readable_marts(cut, snapshot)]


def _spec(mart: Mart, cut: RowCut, snapshot: Snapshot) -> MartSpec:
    columns = {name: name for name in mart.names}
    where = ""
    if mart.name == "customers":
        columns |= _masked(mart, cut)
        where = _within(cut.customers)
    elif mart.name not in PLAIN and not cut.reach_of(mart.name).is_all:
        reached = f"SELECT customer_id FROM {{customers}} WHERE {_within(cut.reach_of(mart.name))}"  # noqa: S608
        where = f"m.customer_id IN ({reached})" if "customer_id" in mart.names else "FALSE"
    customers = files_of(snapshot, "customers") if "{customers}" in where else []
    return MartSpec(
        name=mart.name, files=files_of(snapshot, mart.name), columns=columns, where=where, customers=customers
    )


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
