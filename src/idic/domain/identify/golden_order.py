"""How survivorship rules become the ORDER BY of the golden view: pure text, put together from this file alone.

A person comes first whatever the rules say: a value that somebody chose, then what somebody typed at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from idic.domain.identify.merging.enums import Criterion, GoldenField, JudgementKind

DELIVERED: tuple[str, ...] = (Criterion.VERIFIED, Criterion.RANK, Criterion.RECENT)

#: field -> criteria; a field that is not there has the order that was delivered
Rules = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class FieldSql:
    """SQL on a row `r` of source records. `same` is equal where two records say the same."""

    known: str
    text: str
    same: str
    complete: str


def _single(column: str) -> FieldSql:
    value = f"r.{column}"
    return FieldSql(f"{value} <> ''", value, value, f"char_length({value})")


_PLACE = ("address", "district", "province", "postcode", "country")
_PARTS = " + ".join(f"(r.{part} <> '')::int" for part in _PLACE)

FIELDS: dict[str, FieldSql] = {
    GoldenField.NAME: FieldSql(
        "r.name <> ''",
        "concat_ws('|', r.title, r.given_name, r.family_name, r.name)",
        "r.name_key",
        "1000 * ((r.title <> '')::int + (r.given_name <> '')::int + (r.family_name <> '')::int) + char_length(r.name)",
    ),
    GoldenField.ADDRESS: FieldSql(
        "r.address || r.province || r.postcode || r.country <> ''",
        f"concat_ws('|', {', '.join(f'r.{part}' for part in _PLACE)})",
        "lower(concat_ws('|', r.address, r.province, r.postcode))",
        f"1000 * ({_PARTS}) + char_length(r.address)",
    ),
    GoldenField.PHONE: FieldSql("cardinality(r.phones) > 0", "r.phones[1]", "r.phones[1]", "cardinality(r.phones)"),
    GoldenField.BIRTH_DATE: FieldSql("r.birth_date IS NOT NULL", "r.birth_date::text", "r.birth_date", "0"),
    **{
        one: _single(one)
        for one in (
            GoldenField.EMAIL, GoldenField.NATIONAL_ID, GoldenField.TAX_ID, GoldenField.SEX, GoldenField.LANGUAGE,
        )
    },
}  # fmt: skip

#: For each record of the customers: when a value of it was chosen, and the digests of those that were verified.
JUDGED = f"""LEFT JOIN LATERAL (
        SELECT jsonb_object_agg(w.field, w.at ORDER BY w.at) FILTER (WHERE w.kind = '{JudgementKind.CHOSEN.value}') AS chosen,
               jsonb_object_agg(w.field, w.value) FILTER (WHERE w.kind = '{JudgementKind.VERIFIED.value}') AS verified
        FROM merging_judgement w WHERE w.record_id = r.id) AS w ON true"""  # noqa: S608 - the two codes above


def criteria_of(rules: Rules, field: str) -> tuple[str, ...]:
    return tuple(rules.get(field) or DELIVERED)


def often(field: str) -> str:
    return f"often_{field}"


def counted(rules: Rules) -> tuple[str, ...]:
    """The fields whose order asks how many records say the same."""
    return tuple(field for field in FIELDS if Criterion.FREQUENT in criteria_of(rules, field))


def order_of(rules: Rules, field: str, *, judged: bool) -> str:
    sql = FIELDS[field]
    parts = [f"(r.chosen->>'{field}')::timestamptz DESC NULLS LAST"] if judged else []
    parts.append("r.by_hand DESC")
    for one in criteria_of(rules, field):
        if one == Criterion.VERIFIED and judged:
            parts.append(f"(coalesce(r.verified->>'{field}', '') = md5({sql.text})) DESC")
        elif one == Criterion.RANK:
            parts.append("r.rank DESC")
        elif one == Criterion.RECENT:
            parts.append("r.received_at DESC")
        elif one == Criterion.COMPLETE:
            parts.append(f"({sql.complete}) DESC")
        elif one == Criterion.FREQUENT:
            parts.append(f"r.{often(field)} DESC")
    return ", ".join([*parts, "r.received_at DESC", "r.id DESC"])


def order_of_facts(rules: Rules, *, judged: bool) -> str:
    """Facts are taken key by key."""
    parts = ["(r.chosen->>('fact:' || f.key))::timestamptz DESC NULLS LAST"] if judged else []
    parts.append("r.by_hand DESC")
    for one in criteria_of(rules, GoldenField.FACTS):
        if one == Criterion.VERIFIED and judged:
            parts.append("(coalesce(r.verified->>('fact:' || f.key), '') = md5(f.value::text)) DESC")
        elif one == Criterion.RANK:
            parts.append("r.rank DESC")
        elif one == Criterion.RECENT:
            parts.append("r.received_at DESC")
        elif one == Criterion.COMPLETE:
            parts.append("char_length(f.value::text) DESC")
        elif one == Criterion.FREQUENT:
            parts.append("f.often DESC")
    return ", ".join([*parts, "r.received_at DESC", "r.id DESC"])
