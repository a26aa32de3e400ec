"""Makes data/ anew: `python -m idic.sample.build --from ../shared/data`. The same input gives the same bytes."""

import argparse
import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from idic.sample.files import FOLDER, SampleFiles, sample_files
from idic.sample.making import baskets, campaigns
from idic.sample.making.customers import Customer, Person, Town
from idic.sample.making.households import branch_of_store, load_households
from idic.sample.making.places import Atlas
from idic.sample.making.products import load_products
from idic.sample.making.records import Record, registered, rows_of


def build(origin: Path, target: Path) -> SampleFiles:
    """`origin` holds the folders complete_journey, geo_th and geo_cn; files in `target` are replaced."""
    journey = origin / "complete_journey"
    atlas = Atlas(origin / "geo_th", origin / "geo_cn")
    out = sample_files(target)
    target.mkdir(parents=True, exist_ok=True)

    lines = baskets.load_lines(journey)
    of_store = branch_of_store(lines, len(atlas.branches))
    households = load_households(journey, lines, of_store)
    town = Town(atlas)
    people = town.people(households)
    customers: list[Customer] = [*people, *town.organisations(people, households)]
    records = registered(customers)

    _write_masters(out, records, atlas)
    shown = baskets.cut(lines, households)
    bought = baskets.purchases(shown, baskets.attribute(shown, customers, records, atlas.branches, of_store))
    bought.write_parquet(
        out.purchases, compression="zstd", compression_level=19, row_group_size=100_000, statistics=False
    )
    _write_frame(out.products, load_products(journey, bought["product"]))
    ran = campaigns.load_campaigns(journey)
    contacted = campaigns.contacts(journey, ran, customers, records)
    _write_frame(out.campaigns, ran)
    _write_frame(out.campaign_contacts, contacted)
    _write_frame(out.coupon_redemptions, campaigns.redemptions(journey, contacted, customers, records))
    return out


def _write_masters(out: SampleFiles, records: list[Record], atlas: Atlas) -> None:
    rows = rows_of(records, atlas)
    _write_rows(out.till_customers, rows["till"])
    _write_rows(out.web_shop_customers, rows["web_shop"])
    _write_rows(out.call_centre_customers, rows["call_centre"])
    _write_rows(out.truth, [_truth(record) for record in records])
    _write_rows(
        out.branches,
        [
            {
                "store": branch.name,
                "name_th": branch.thai,
                "name_zh_hans": branch.simplified,
                "name_zh_hant": branch.traditional,
                "province": branch.area.province,
                "province_th": branch.area.province_native,
                "postal_code": branch.area.postcode,
            }
            for branch in atlas.branches
        ],
    )


def _truth(record: Record) -> dict[str, str]:
    customer = record.customer
    relative = customer.relative if isinstance(customer, Person) else ""
    return {"source": record.source, "key": record.key, "customer": customer.number, "relative": relative}


def _write_rows(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    _write(path, rows[0].keys(), (row.values() for row in rows))


def _write_frame(path: Path, frame: pl.DataFrame) -> None:
    _write(path, frame.columns, frame.iter_rows())


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    # no name and no time in the gzip header, so that the bytes depend on the content alone
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="origin", type=Path, required=True, help="folder with the open data")
    parser.add_argument("--to", dest="target", type=Path, default=FOLDER, help="folder to write to")
    arguments = parser.parse_args()
    build(arguments.origin, arguments.target)


if __name__ == "__main__":
    main()
