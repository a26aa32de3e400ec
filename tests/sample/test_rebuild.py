import dataclasses
import gzip
from pathlib import Path

import polars as pl
import pytest

from idic.sample.build import build
from idic.sample.files import SampleFiles

ORIGIN = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.mark.slow
@pytest.mark.skipif(
    not (ORIGIN / "complete_journey").is_dir(), reason="the open data lie beside the checkout only at work"
)
def test_building_again_gives_the_same_files(shipped: SampleFiles, tmp_path: Path) -> None:
    """Bytes for the tables; the Parquet file by content, since its writer may put its own version into it."""
    again = dataclasses.asdict(build(ORIGIN, tmp_path))
    for name, path in dataclasses.asdict(shipped).items():
        if path.suffix == ".gz":
            assert gzip.decompress(again[name].read_bytes()) == gzip.decompress(path.read_bytes()), name
    assert pl.read_parquet(again["purchases"]).equals(pl.read_parquet(shipped.purchases))
