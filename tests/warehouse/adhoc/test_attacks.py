"""What somebody with ill intent types. Every question has a process of its own; after the costly ones, and
some of the others, an honest question is still answered, and rightly."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import duckdb
import pytest

from idic.warehouse.adhoc.errors import Failed, NotAQuestion, Stopped
from idic.warehouse.adhoc.inspection import Refused, inspect
from idic.warehouse.adhoc.marts import mart_specs
from idic.warehouse.rights import RowCut
from idic.warehouse.snapshots import Snapshot
from tests.warehouse.adhoc.conftest import SECRETS

_slow = pytest.mark.slow

# {file} is a readable file beside the marts, {sales} the file of the mart itself, {out} a file that must not come to be
REFUSED = {
    "read_text": "SELECT * FROM read_text('{file}')",
    "read_blob": "SELECT * FROM read_blob('{file}')",
    "read_csv": "SELECT * FROM read_csv('{file}')",
    "read_csv_auto": "SELECT * FROM read_csv_auto('/etc/passwd', delim=':')",
    "read_json": "SELECT * FROM read_json('{file}')",
    "read_ndjson": "SELECT * FROM read_ndjson_objects('{file}')",
    "read_parquet": "SELECT * FROM read_parquet('{customers}')",
    "parquet_scan": "SELECT * FROM parquet_scan('{customers}')",
    "parquet_metadata": "SELECT * FROM parquet_metadata('{customers}')",
    "parquet_bloom": "SELECT * FROM parquet_bloom_probe('{customers}', 'province', 'SECRET-PROVINCE')",
    "file_as_table": "SELECT * FROM '{customers}'",
    "file_as_quoted_table": 'SELECT * FROM "{customers}"',
    "csv_as_table": "FROM '/etc/passwd.csv'",
    "glob": "SELECT * FROM glob('/**')",
    "sniff": "SELECT * FROM sniff_csv('{file}')",
    "deep_in_subquery": "SELECT (SELECT content FROM read_text('{file}')) FROM sales LIMIT 1",
    "in_exists": "SELECT 1 FROM sales WHERE EXISTS (FROM read_text('{file}'))",
    "in_lateral": "SELECT * FROM sales s, LATERAL (SELECT content FROM read_text('{file}')) f LIMIT 1",
    "in_cte": "WITH f AS (FROM read_text('{file}')) SELECT * FROM f",
    "in_union": "SELECT place FROM sales UNION ALL SELECT content FROM read_text('{file}')",
    "in_limit": "SELECT 1 FROM sales LIMIT (SELECT count(*) FROM read_text('{file}'))",
    "in_order": "SELECT 1 FROM sales ORDER BY (SELECT content FROM read_text('{file}'))",
    "in_window": "SELECT sum(amount_e4) OVER (ORDER BY (SELECT count(*) FROM glob('/*'))) FROM sales",
    "in_filter": "SELECT count(*) FILTER (WHERE EXISTS (FROM glob('/*'))) FROM sales",
    "in_lambda": "SELECT list_transform([1], lambda x: getvariable('x'))",
    "behind_comment": "/* a question */ SELECT * FROM /**/ read_text /**/ ('{file}') -- end",
    "in_capitals": "SELECT * FROM READ_TEXT('{file}')",
    "quoted_function": "SELECT * FROM \"read_text\"('{file}')",
    "with_schema": "SELECT * FROM main.read_text('{file}')",
    "with_catalogue": "SELECT * FROM system.main.read_text('{file}')",
    "query_in_text": "SELECT * FROM query('SELECT 1')",
    "query_table": "SELECT * FROM query_table('sales')",
    "sql_as_json": "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    "copy_out": "COPY sales TO '{out}'",
    "copy_query_out": "COPY (SELECT * FROM sales) TO '{out}' (FORMAT csv)",
    "copy_over_the_mart": "COPY (SELECT 1) TO '{sales}'",
    "copy_in": "COPY sales FROM '{file}'",
    "export": "EXPORT DATABASE '{out}'",
    "import": "IMPORT DATABASE '{out}'",
    "attach": "ATTACH '{out}' AS other",
    "attach_postgres": "ATTACH 'host=localhost dbname=idic' AS other (TYPE postgres)",
    "attach_memory": "ATTACH ':memory:' AS other",
    "use": "USE memory",
    "pragma": "PRAGMA database_list",
    "pragma_version": "PRAGMA version",
    "call_pragma": "CALL pragma_version()",
    "pragma_function": "SELECT * FROM pragma_table_info('sales')",
    "set": "SET memory_limit = '100GB'",
    "set_external": "SET enable_external_access = true",
    "set_threads": "SET threads = 64",
    "reset": "RESET lock_configuration",
    "set_variable": "SET VARIABLE x = 1",
    "install": "INSTALL httpfs",
    "load": "LOAD httpfs",
    "load_file": "LOAD '{file}'",
    "secret": "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "settings": "SELECT * FROM duckdb_settings()",
    "settings_view": "SELECT * FROM duckdb_settings",
    "current_setting": "SELECT current_setting('allowed_paths')",
    "environment": "SELECT getenv('IDIC_CANARY')",
    "variable": "SELECT getvariable('x')",
    "secrets": "SELECT * FROM duckdb_secrets()",
    "view_texts": "SELECT sql FROM duckdb_views()",
    "view_texts_2": "SELECT view_definition FROM information_schema.views",
    "view_texts_3": "SELECT sql FROM sqlite_master",
    "view_texts_4": "SELECT definition FROM pg_catalog.pg_views",
    "view_texts_5": "SELECT pg_get_viewdef(1)",
    "columns_of_all": "SELECT * FROM duckdb_columns()",
    "hidden_by_a_part": "SELECT * FROM (WITH duckdb_views AS (SELECT 1) SELECT * FROM duckdb_views), duckdb_views",
    "hidden_by_a_part_2": "WITH a AS (WITH sqlite_master AS (SELECT 1) FROM sqlite_master) SELECT * FROM sqlite_master",
    "part_named_like_a_file": 'SELECT * FROM (WITH "/etc/passwd" AS (SELECT 1) SELECT 1), "/etc/passwd"',
    "describe": "DESCRIBE sales",
    "show": "SHOW ALL TABLES",
    "summarize": "SUMMARIZE sales",
    "describe_inside": "SELECT * FROM (DESCRIBE sales)",
    "explain": "EXPLAIN SELECT * FROM sales",
    "explain_analyze": "EXPLAIN ANALYZE SELECT * FROM sales",
    "macro": "CREATE MACRO f() AS TABLE SELECT * FROM read_text('{file}')",
    "create": "CREATE TABLE t AS SELECT 1",
    "create_view": "CREATE OR REPLACE VIEW sales AS SELECT 1",
    "insert": "INSERT INTO sales SELECT * FROM sales",
    "delete": "DELETE FROM sales",
    "update": "UPDATE sales SET amount_e4 = 0",
    "drop": "DROP VIEW sales",
    "alter": "ALTER TABLE sales RENAME TO s",
    "transaction": "BEGIN",
    "vacuum": "VACUUM",
    "checkpoint": "CHECKPOINT",
    "checkpoint_function": "SELECT * FROM force_checkpoint()",
    "two": "SELECT 1; SELECT 2",
    "second_copies": "SELECT 1; COPY sales TO '{out}'",
    "prepare": "PREPARE q AS SELECT 1",
    "execute": "EXECUTE q",
    "parameter": "SELECT $1",
    "network": "SELECT * FROM read_csv('http://127.0.0.1:1/x')",
    "network_table": "FROM 's3://bucket/x.parquet'",
    "arrow_pointer": "SELECT * FROM arrow_scan(1, 2, 3)",
    "pandas_pointer": "SELECT * FROM pandas_scan(1)",
    "seq_scan": "SELECT * FROM seq_scan('sales')",
    "python_object": "SELECT * FROM connection",
    "wait": "SELECT sleep_ms(60000)",
    "write_log": "SELECT write_log('x')",
    "logs": "SELECT * FROM duckdb_logs()",
    "other_schema": "SELECT * FROM main.sales",
    "other_database": "SELECT * FROM memory.main.sales",
    "time_travel": "SELECT * FROM sales AT (VERSION => 1)",
    "withheld_mart": "SELECT * FROM products",
    "withheld_mart_quoted": 'SELECT * FROM "Products"',
    "unknown_mart": "SELECT * FROM accounts_user",
    "nothing": "   ",
    "comment_only": "-- nothing",
    "not_sql": "Who bought tea?",
    "zero_byte": "SELECT 1\0 FROM sales",
    "long": "SELECT 1 " + "+ 1 " * 10_000,
}

#: Read rightly, and cut to what the reader of team 1 may see: none of SECRETS comes back.
CUT = {
    "all_customers": "SELECT * FROM customers",
    "or_true": "SELECT * FROM customers WHERE team_id = 2 OR true",
    "other_team": "SELECT * FROM customers WHERE team_id = 2",
    "quoted": 'SELECT * FROM "CUSTOMERS" AS "c"',
    "all_sales": "SELECT * FROM sales",
    "places": "SELECT DISTINCT place FROM sales",
    "join": "SELECT s.*, c.* FROM sales s FULL JOIN customers c ON true LIMIT 5000",
    "anti_join": "SELECT * FROM sales WHERE customer_id NOT IN (SELECT customer_id FROM customers)",
    "facts": "SELECT facts, facts->>'$.x_salary', json_keys(facts) FROM customers",
    "whole_row": "SELECT customers FROM customers",
    "row_as_json": "SELECT to_json(c) FROM customers c",
    "columns_by_pattern": "SELECT COLUMNS('.*') FROM customers",
    "part_with_the_same_name": "WITH customers AS (SELECT * FROM customers) SELECT * FROM customers",
    "recursive_with_the_same_name": "WITH RECURSIVE sales AS (SELECT 1 AS n UNION ALL"
    " SELECT n + 1 FROM sales WHERE n < 3) FROM sales",
    "set_operation": "SELECT * FROM customers EXCEPT SELECT * FROM customers WHERE team_id = 1",
    "aggregate": "SELECT string_agg(province), list(facts), histogram(place) FROM customers, sales",
    "minimum": "SELECT min(province), max(province), arg_max(province, customer_id) FROM customers",
    "file_name_column": "SELECT count(*) FROM sales WHERE place LIKE '%SECRET%'",
    "error_that_tells": "SELECT CAST(province AS INTEGER) FROM customers",
    "error_that_tells_2": "SELECT strptime(facts, '%Y') FROM customers",
    "sample": "SELECT * FROM customers USING SAMPLE 100%",
    "qualify": "SELECT * FROM customers QUALIFY row_number() OVER (ORDER BY team_id DESC) > 0",
    "natural": "SELECT * FROM customers NATURAL JOIN sales",
    "positional": "SELECT * FROM customers POSITIONAL JOIN sales",
    "unpivot": "UNPIVOT (SELECT province, place FROM customers, sales) ON province, place",
}

#: Cost: stopped by time, memory or size, or answered where it is not as bad as it looks.
BOMBS = {
    "cross_join": "SELECT count(*) FROM sales a, sales b, sales c, sales d"
    " WHERE a.amount_e4 + b.amount_e4 + c.amount_e4 <> d.amount_e4",
    "endless_recursion": "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
    "growing_recursion": "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT a.n FROM r a, r b, range(10))"
    " SELECT count(*) FROM r",
    "long_range": "SELECT sum(hash(i)) FROM range(1000000000000) t(i)",
    "long_list": "SELECT len(range(1000000000))",
    "long_text": "SELECT len(repeat('x', 4000000000))",
    "many_long_texts": "SELECT string_agg(repeat('x', 1000000)) FROM range(100000)",
    "doubled_text": "SELECT len(repeat(repeat(repeat('x', 10000), 10000), 10000))",
    "padding": "SELECT len(lpad('x', 2000000000, 'y'))",
    "list_of_all": "SELECT list(a.amount_e4) FROM sales a, sales b, sales c",
    "distinct_of_much": "SELECT count(DISTINCT md5(i::VARCHAR)) FROM range(1000000000) t(i)",
    "sort_of_much": "SELECT i FROM range(1000000000) t(i) ORDER BY hash(i) LIMIT 1",
    "regular_expression": "SELECT regexp_matches(repeat('a', 30000), '(a|aa)+(a|aa)+(a|aa)+$b'),"
    " regexp_replace(repeat('a', 100000), '((a*)*)*b', '')",
    "regular_expression_counts": "SELECT regexp_matches('a', '((a{0,100}){0,100}){0,100}')",
    "factorial": "SELECT factorial(33), 10::HUGEINT ** 38, sum(2::HUGEINT ** 126) FROM range(10)",
    "deep_nesting": "SELECT " + "(" * 5000 + "1" + ")" * 5000,
    "deep_subqueries": "SELECT * FROM " + "(SELECT * FROM " * 300 + "sales" + ")" * 300,
    "many_joins": "SELECT count(*) FROM " + ", ".join(f"sales s{n}" for n in range(12)),
    "wide": "SELECT " + ", ".join(f"repeat('x', 4000) AS c{n}" for n in range(300)) + " FROM range(100000)",
    "endless_rows": "SELECT i, repeat('x', 1000) FROM range(1000000000000) t(i)",
    "pairs": "SELECT levenshtein(repeat('ab', 20000), repeat('ba', 20000))",
}  # fmt: skip


def _honest(asked, of_team: RowCut) -> None:
    found = asked("SELECT count(*) AS n, count(DISTINCT customer_id) AS c, max(place) AS p FROM sales", of_team)
    assert found.rows == [[2000, 20, "Siam"]]


@pytest.fixture
def places(star: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    secret = star.folder / "secret.csv"
    secret.write_text("CANARY-FILE,1\n", encoding="utf-8")
    monkeypatch.setenv("IDIC_CANARY", "CANARY-ENVIRONMENT")
    return {
        "file": str(secret), "out": str(tmp_path / "out"), "sales": str(star.folder / "sales.parquet"),
        "customers": str(star.folder / "customers.parquet"),
    }  # fmt: skip


def _filled(text: str, places: dict[str, str]) -> str:
    for name, path in places.items():
        text = text.replace(f"{{{name}}}", path)
    return text


@pytest.mark.parametrize("name", [one for one in REFUSED if one != "zero_byte"])
def test_what_is_not_a_question_is_told_from_its_text_alone(
    name: str, of_team: RowCut, places: dict[str, str], star: Snapshot
) -> None:
    """As the process does before anything of it runs."""
    with duckdb.connect() as engine:
        told = engine.execute("SELECT json_serialize_sql(?)", [_filled(REFUSED[name], places)]).fetchone()
    with pytest.raises(Refused):
        inspect(json.loads(told[0]), {mart["name"] for mart in mart_specs(of_team, star)})


@pytest.mark.parametrize(
    "name", [one if at % 8 == 0 else pytest.param(one, marks=_slow) for at, one in enumerate(REFUSED)]
)
def test_what_is_not_a_question_over_permitted_marts_is_refused(
    name: str, asked, of_team: RowCut, places: dict[str, str], star: Snapshot
) -> None:
    before = {path.name: path.stat().st_size for path in star.folder.iterdir()}
    with pytest.raises(NotAQuestion) as refusal:
        asked(_filled(REFUSED[name], places), of_team)
    assert not any(secret in str(refusal.value) for secret in SECRETS)
    assert not Path(places["out"]).exists()
    assert {path.name: path.stat().st_size for path in star.folder.iterdir()} == before


@pytest.mark.parametrize("name", CUT)
def test_rows_of_other_teams_and_masked_columns_cannot_be_reached(name: str, asked, of_team: RowCut) -> None:
    try:
        told = str(asked(CUT[name], of_team).rows)
    except (Failed, Stopped) as error:
        told = str(error)
    assert not any(secret in told for secret in SECRETS), told[:300]
    assert "1980-05" not in told
    assert "female" not in told
    assert os.sep + "star" not in told


@pytest.mark.parametrize("name", [*list(REFUSED)[::12], *list(CUT)[::8]])
def test_an_attempt_leaves_nothing_behind_for_the_next_question(
    name: str, asked, of_team: RowCut, places: dict[str, str]
) -> None:
    with contextlib.suppress(NotAQuestion, Failed):
        asked(_filled({**REFUSED, **CUT}[name], places), of_team)
    _honest(asked, of_team)


@pytest.mark.parametrize("name", BOMBS)
def test_a_question_that_costs_too_much_is_stopped_and_nothing_else_is(name: str, asked, of_team: RowCut) -> None:
    try:
        found = asked(BOMBS[name], of_team, seconds=0.8, memory_mb=128, bytes=2_000_000)
    except (Stopped, NotAQuestion, Failed):
        pass
    else:
        assert found.cut or len(found.rows) <= 4000
        assert sum(len(str(row)) for row in found.rows) < 6_000_000
    _honest(asked, of_team)


def test_there_are_more_than_a_hundred_attempts() -> None:
    assert len(REFUSED) + len(CUT) + len(BOMBS) > 100
