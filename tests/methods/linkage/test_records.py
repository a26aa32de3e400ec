import json
import subprocess
import sys

import pyarrow as pa
import pytest

from idic.methods import linkage
from idic.methods.linkage.kinds import comparisons_of
from idic.methods.linkage.preparation import Vocabulary
from idic.methods.linkage.records import LISTS, gather, prepare_table

FULL = {
    "name": "Sunrise Trading Limited", "phones": "+66812345678", "emails": "somchai@example.com",
    "identifiers": "1234545678781", "address": "12 Sukhumvit Road", "place": "Bangkok", "code": "10500X",
    "birth_date": "1980-05-17",
}  # fmt: skip
FIELDS = (
    linkage.Field("name", "person", ("name",)), linkage.Field("company", "organisation", ("name",)),
    linkage.Field("birth", "birth_date", ("birth_date",)), linkage.Field("day", "date", ("birth_date",)),
    linkage.Field("phone", "phone", ("phones",)), linkage.Field("email", "email", ("emails",)),
    linkage.Field("address", "address", ("address",)), linkage.Field("place", "place", ("place",)),
    linkage.Field("postcode", "code", ("code",)), linkage.Field("number", "number", ("code",)),
    linkage.Field("identifier", "identifier", ("identifiers",)), linkage.Field("kind", "category", ("place",)),
)  # fmt: skip
SETTINGS = linkage.Settings(fields=FIELDS, rules=(), region="TH")


def table(*rows):
    return pa.Table.from_pylist([{"id": str(number), **row} for number, row in enumerate(rows)], schema=pa.schema(
        [("id", pa.string()), *((name, pa.string()) for name in FULL)]
    ))  # fmt: skip


def types(rows):
    records = gather([table(*rows)], list(FULL), "id")
    return {one.name: one.type for one in prepare_table(records, SETTINGS, {"company": Vocabulary({})}).schema}


def test_a_column_has_one_type_whether_or_not_a_record_has_a_value():
    empty = dict.fromkeys(FULL)
    full = types([FULL, FULL])
    assert types([empty, empty]) == full
    assert types([FULL, empty]) == full
    lists = {f"{field.name}{suffix}" for field in FIELDS for suffix in LISTS.get(field.kind, ())}
    assert {name for name, kind in full.items() if pa.types.is_list(kind)} == lists


@pytest.mark.parametrize("empty", ["phones", "emails", "identifiers", "address", "name"])
def test_records_are_compared_where_a_field_is_empty_throughout(empty):
    shares = {one.name: tuple([1 / one.size] * one.size) for one in comparisons_of(FIELDS)}
    model = linkage.Model(SETTINGS, 0.1, shares, shares, {}, {}, linkage.Training(2, 1, 1, 0, 1, 0.0))
    row = {**FULL, empty: None}
    found = linkage.link(table(row, row, row), model=model, id_column="id")
    assert {pair["level_phone"] for pair in found.pairs.to_pylist()} <= {-1, 3, 4}
    assert found.pairs.num_rows == 3


def test_scoring_a_pair_loads_nothing_that_works_on_tables():
    told = subprocess.run(
        [sys.executable, "-c", "import json, sys; from idic.methods.linkage import Model, prepared, score_prepared\n"
         "print(json.dumps([one for one in ('splink', 'polars', 'pandas', 'pyarrow', 'duckdb') if one in sys.modules]))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(told.stdout) == []


def test_every_name_that_is_offered_is_there():
    assert all(hasattr(linkage, name) for name in linkage.__all__)
    with pytest.raises(AttributeError):
        _ = linkage.nothing_of_this_name
