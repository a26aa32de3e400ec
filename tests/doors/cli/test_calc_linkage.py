import json

import polars as pl
import pytest
from click.testing import CliRunner

from benchmarks.linkage_population import own_names, people
from idic.doors.cli.main import group
from tests.methods.linkage.oracle import FOLDER


@pytest.fixture(scope="module")
def table():
    rows = people(300, own_names(FOLDER / "names.json"), scripts=("th",), seed=6).rows
    return pl.DataFrame(rows).drop("script", "identifiers")


def run(*arguments):
    return CliRunner().invoke(group, ["calc", "linkage", *map(str, arguments)])


def test_duplicates_in_a_file_with_a_known_truth(table, tmp_path):
    path, out = tmp_path / "people.csv", tmp_path / "clusters.csv"
    table.drop("source").write_csv(path)
    done = run(path, "--id", "id", "--truth", "truth", "--json", "--limit", 3, "--out", out)
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert document["results"]["f1"] > 0.9
    assert document["results"]["precision"] > 0.85
    assert len(document["pairs"]) == 3
    assert {field["name"] for field in document["settings"]["fields"]} >= {"name", "birth_date", "phones", "emails"}
    assert pl.read_csv(out).height == 300


def test_two_files_are_linked_and_shown_as_tables(table, tmp_path):
    paths = [tmp_path / f"{number}.parquet" for number in "12"]
    for path in paths:
        table.filter(pl.col("source") == path.stem).drop("source").write_parquet(path)
    done = run(*paths, "--id", "id", "--truth", "truth")
    assert done.exit_code == 0, done.output
    assert "precision" in done.stdout
    assert "First 20 of" in done.stdout


def test_a_missing_column_is_named(table, tmp_path):
    path = tmp_path / "people.csv"
    table.write_csv(path)
    done = run(path, "--truth", "person")
    assert done.exit_code != 0
    assert "person" in done.output
