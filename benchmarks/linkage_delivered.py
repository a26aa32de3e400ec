"""The weights for persons that the product is delivered with, learned from invented people in three scripts.

    python benchmarks/linkage_delivered.py --data ../shared/data src/idic/domain/identify/linkage/delivered/person.json

Frequencies of values and words are left out: they are those of invented people. To be run whenever training changes.
Those of organisations are set by hand: there is no list of organisations with known duplicates to learn them from.
"""

import argparse
import json
from pathlib import Path

import polars as pl
from linkage_population import COLUMNS, own_names, people, shared_names

from idic.methods import linkage

_DIGITS = 6


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("file", type=Path)
    asked = parser.parse_args()
    names = shared_names(asked.data, own_names(Path(__file__).parents[1] / "tests" / "data" / "linkage" / "names.json"))
    table = pl.DataFrame(people(asked.records, names, seed=7).rows).select("id", *COLUMNS)
    model = linkage.link(table, settings=linkage.customer_settings(region="TH"), id_column="id").model
    told = {**model.to_json(), "frequencies": {}, "words": {}}
    for shares in ("m", "u"):
        told[shares] = {name: [float(f"{one:.{_DIGITS}g}") for one in values] for name, values in told[shares].items()}
    asked.file.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
