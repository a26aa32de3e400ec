"""Bulk acts of nouns whose fields are columns of one table: set-based, with the values before kept for undoing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import Team, User
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.nouns.registry import fields_of, noun_of
from idic.foundation.texts import trimmed
from idic.foundation.views.acts import BulkAct, Done, Values, register_act

ASSIGN_LABELS = {"owner": _("Assign to a person"), "team": _("Assign to a team")}


def column_act(
    noun: str, field: str, column: str, *, label: Any = "", icon: str = "edit", order: int = 50, touched: str = "",
    version: str = "version",
) -> None:  # fmt: skip
    """An act that writes one column of the noun's table; `touched` is the column of the last change, if there is one."""

    def inputs(by: User) -> Sequence[Field]:
        return [fields_of(noun, by)[field]]

    def check(typed: Values, by: User) -> dict[str, Any]:
        return {"value": checked_value(fields_of(noun, by)[field], typed.get(field))}

    def apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
        return [
            Done(pk, {"value": before}, {"value": values["value"]})
            for pk, before in _write(noun, column, ids, [values["value"]] * len(ids), None, at, touched, version)
        ]

    def restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
        before = [one.before["value"] for one in done]
        ids = [one.record_id for one in done]
        return {pk for pk, _was in _write(noun, column, ids, before, [values["value"]], at, touched, version)}

    register_act(
        BulkAct(
            f"set-{field}", noun, label or ASSIGN_LABELS.get(field) or fields_of(noun)[field].label,
            f"{noun}.change", inputs, check, apply, restore, icon=icon, order=order,
        )
    )  # fmt: skip


def checked_value(field: Field, typed: object) -> Any:
    """The typed text as the column stores it."""
    text = trimmed(str(typed or ""))
    if not text:
        if field.is_required:
            raise ValueRefused(field.name, _now("Choose a value."))
        return None if field.input in (Input.USER, Input.TEAM, Input.DAY, Input.NUMBER) else ""
    match field.input:
        case Input.USER | Input.TEAM:
            known = _known_people if field.input is Input.USER else _known_teams
            if not (text.isascii() and text.isdecimal() and len(text) < 19 and known(int(text))):
                raise ValueRefused(field.name, _now("Choose one from the list."))
            return int(text)
        case Input.CHOICE:
            if text not in field.choice_labels():
                raise ValueRefused(field.name, _now("Choose one from the list."))
        case Input.YES_NO:
            return text in ("true", "on", "yes", "1")
    if len(text) > 300:
        raise ValueRefused(field.name, _now("This text is too long."))
    return text


def _known_people(pk: int) -> bool:
    return User.objects.filter(pk=pk, is_active=True).exists()


def _known_teams(pk: int) -> bool:
    return Team.objects.filter(pk=pk).exists()


def _write(
    noun: str, column: str, ids: Sequence[int], values: Sequence[Any], only_where: Sequence[Any] | None, at: datetime,
    touched: str, version: str,
) -> list[tuple[int, Any]]:  # fmt: skip
    """What stood there before, of the rows that change. `only_where`: nothing but rows that hold this value still."""
    table = noun_of(noun).table
    kind = _kind(noun, column)
    still = f"AND t.{column} IS NOT DISTINCT FROM %s::{kind}" if only_where else ""
    sets = [f"{column} = b.value"] + ([f"{version} = t.{version} + 1"] if version else [])
    sets += [f"{touched} = %s"] if touched else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH b AS (
                    SELECT t.id, t.{column} AS was, n.value
                    FROM unnest(%s::bigint[], %s::{kind}[]) AS n(id, value) JOIN {table} t ON t.id = n.id
                    WHERE t.{column} IS DISTINCT FROM n.value {still}
                    ORDER BY t.id FOR UPDATE OF t
                )
                UPDATE {table} t SET {", ".join(sets)} FROM b WHERE t.id = b.id RETURNING t.id, b.was""",  # noqa: S608
            [list(ids), list(values), *(only_where or []), *([at] if touched else [])],
        )
        return list(cursor.fetchall())


def _kind(noun: str, column: str) -> str:
    kind = noun_of(noun).model._meta.get_field(column.removesuffix("_id")).db_type(connection) or "text"
    return "text" if kind.startswith("varchar") else kind
