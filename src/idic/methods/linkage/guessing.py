"""Fields of a table guessed from the names of its columns (four languages) and, failing that, from what they hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

import pyarrow as pa

from idic.methods.linkage.errors import NothingToCompare
from idic.methods.linkage.fields import Field, Kind

_GIVEN = re.compile(r"given|first_?name|forename|^fname$|^ชื่อ$|ชื่อจริง|^名$|^名字$")
_FAMILY = re.compile(r"surname|last_?name|family_?name|^lname$|^family$|นามสกุล|^姓$|^姓氏$")
_FULL = re.compile(r"full_?name|person_?name|customer_?name|contact_?name|ชื่อ.*สกุล|ชื่อลูกค้า|姓名|客户名|客戶名")
_BIRTH = re.compile(r"birth|^dob$|_dob$|วันเกิด|出生|生日")
_NAMED: Final[tuple[tuple[re.Pattern[str], Kind], ...]] = (
    (re.compile(r"e_?mail|อีเมล|邮箱|郵箱|电邮|電郵|电子邮件|電子郵件"), "email"),
    (re.compile(r"phone|mobile|^tel|_tel$|โทร|มือถือ|电话|電話|手机|手機"), "phone"),
    (re.compile(r"zip|post_?(al_?)?code|^postcode$|รหัสไปรษณีย์|邮编|郵遞區號|邮政编码"), "code"),
    (re.compile(r"street_?n(o|um)|house_?n(o|um)|บ้านเลขที่|门牌|門牌"), "number"),
    (re.compile(r"addr|^street|ที่อยู่|地址|住址"), "address"),
    (re.compile(r"^city|_city$|suburb|town|^state$|province|district|county|country"), "place"),
    (re.compile(r"จังหวัด|อำเภอ|ตำบล|^省|^市|城市|县市|縣市"), "place"),
    (re.compile(r"soc_?sec|ssn|tax|national_?id|citizen|passport|licen[cs]e|id_?card"), "code"),
    (re.compile(r"บัตรประชาชน|身份证|身分證|统一|統一"), "code"),
    (re.compile(r"company|organi[sz]ation|บริษัท|公司|单位|單位|^title$|(^|_)name$|^ชื่อ|名称|名稱"), "organisation"),
)  # fmt: skip
_SKIPPED = re.compile(
    r"^id$|^index$|_id$|^rec_?id$|^uuid$|^source|_source$|^cluster|^entity|^label|^unnamed|^true_|fax"
)
_LEAST_FILLED: Final = 0.2
_LEAST_FILLED_UNNAMED: Final = 0.5
_SAMPLE: Final = 2000


def guess_fields(tables: Sequence[pa.Table], skip: Collection[str] = ()) -> tuple[Field, ...]:
    """Raises NothingToCompare. Columns that are filled in fewer than a fifth of the rows are left out."""
    names = [name for name in dict.fromkeys(n for table in tables for n in table.column_names) if name not in skip]
    plain = {name: _plain(name) for name in names}
    cells = {name: _sample(tables, name) for name in names}
    used = {
        name for name in names
        if len([cell for cell in cells[name] if cell]) >= _LEAST_FILLED * max(1, len(cells[name]))
    }  # fmt: skip
    fields: list[Field] = []
    given = next((name for name in names if name in used and _GIVEN.search(plain[name])), None)
    family = next((name for name in names if name in used and _FAMILY.search(plain[name])), None)
    birth = next((name for name in names if name in used and _BIRTH.search(plain[name])), None)
    taken: set[str] = set()
    if given and family:
        fields.append(Field("name", "person", (given, family)))
        taken |= {given, family}
    for name in names:
        if name in taken or name not in used or _no_attribute(plain[name], cells[name]):
            continue
        kind = _kind(plain[name], cells[name], person=birth is not None and not given)
        if kind is not None:
            fields.append(Field(_free_name(plain[name], fields), kind, (name,)))
    if not fields:
        raise NothingToCompare
    return tuple(fields)


def _kind(name: str, cells: Sequence[str], *, person: bool) -> Kind | None:
    if _BIRTH.search(name):
        return "date"
    if _FULL.search(name):
        return "person"
    for pattern, kind in _NAMED:
        if pattern.search(name):
            return "person" if kind == "organisation" and person and name.endswith("name") else kind
    filled = [cell for cell in cells if cell]
    if len(filled) < _LEAST_FILLED_UNNAMED * len(cells):
        return None
    if sum("@" in cell for cell in filled) > len(filled) / 2:
        return "email"
    distinct = len(set(filled)) / len(filled)
    if distinct < 0.1:
        return "category" if len(set(filled)) > 1 and max(map(len, filled)) <= 60 else None
    if distinct > 0.5 and sum(any(letter.isalpha() for letter in cell) for cell in filled) > 0.8 * len(filled):
        return "organisation" if sum(map(len, filled)) / len(filled) <= 80 else None
    return "place" if distinct <= 0.5 and max(map(len, filled)) <= 60 else None


def _no_attribute(name: str, cells: Sequence[str]) -> bool:
    """A key of the file itself: named like one; soc_sec_id and the like are known to be more than that."""
    if any(pattern.search(name) for pattern, _ in _NAMED):
        return False
    return bool(_SKIPPED.search(name)) or not any(cells)


def _plain(name: str) -> str:
    return re.sub(r"[^\w]+", "_", name.strip().lower()).strip("_")


def _free_name(name: str, fields: Sequence[Field]) -> str:
    """A name of ASCII letters: it becomes a column of a database."""
    base = re.sub(r"[^a-z0-9_]", "", name) or "field"
    base = base if base[0].isalpha() else f"f_{base}"
    taken = {field.name for field in fields}
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


def _sample(tables: Sequence[pa.Table], name: str) -> list[str]:
    cells: list[str] = []
    for table in tables:
        if name in table.column_names:
            values = table.column(name).slice(0, _SAMPLE).to_pylist()
            cells += ["" if value is None else str(value).strip() for value in values]
    return cells
