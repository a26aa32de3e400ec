"""Where the sample company's files lie."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "data"


@dataclass(frozen=True)
class SampleFiles:
    """The truth is for tests only: a product that reads it would know what it has to find out."""

    till_customers: Path
    web_shop_customers: Path
    call_centre_customers: Path
    purchases: Path
    products: Path
    branches: Path
    campaigns: Path
    campaign_contacts: Path
    coupon_redemptions: Path
    truth: Path


def sample_files(folder: Path = FOLDER) -> SampleFiles:
    return SampleFiles(
        till_customers=folder / "till_customers.csv.gz",
        web_shop_customers=folder / "web_shop_customers.csv.gz",
        call_centre_customers=folder / "call_centre_customers.csv.gz",
        purchases=folder / "purchases.parquet",
        products=folder / "products.csv.gz",
        branches=folder / "branches.csv.gz",
        campaigns=folder / "campaigns.csv.gz",
        campaign_contacts=folder / "campaign_contacts.csv.gz",
        coupon_redemptions=folder / "coupon_redemptions.csv.gz",
        truth=folder / "truth.csv.gz",
    )


def credit_lines() -> str:
    """The credit lines that must be shown wherever the sample is."""
    return (Path(__file__).parent / "CREDIT.md").read_text(encoding="utf-8")
