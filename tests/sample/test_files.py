import dataclasses
from collections.abc import Callable

from idic.sample import files
from idic.sample.files import FOLDER, SampleFiles
from tests.sample.conftest import Rows

LIMIT = 6_000_000


def test_the_data_stay_under_six_megabytes_and_every_file_is_named(shipped: SampleFiles) -> None:
    named = set(dataclasses.asdict(shipped).values())
    assert named == set(FOLDER.iterdir())
    assert sum(path.stat().st_size for path in named) <= LIMIT


def test_the_three_sources_share_no_header(rows: Callable[[str], Rows]) -> None:
    till, web, call = (set(rows(name)[0]) for name in ("till_customers", "web_shop_customers", "call_centre_customers"))
    assert len(till | web | call) == len(till) + len(web) + len(call)


def test_the_credits_name_every_origin_and_its_terms() -> None:
    text = files.credit_lines()
    for words in (
        "Complete Journey",
        "CC0",
        "thailand-geography-json",
        "MIT",
        "Administrative-divisions-of-China",
        "WTFPL",
    ):
        assert words in text
