"""The sample company through the product's own operations: what a newcomer sees is what the product does."""

from __future__ import annotations

import csv
import gzip
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from django.utils import timezone

from idic.domain.customize.operations.campaigns import CampaignRow, load_campaigns
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.identify.enums import ImportKind, SourceKind
from idic.domain.identify.models import ImportBatch, Source
from idic.domain.identify.operations.imports.customers import import_customers
from idic.domain.identify.operations.imports.upload import configure_import, upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.interact.enums import FollowUpOutcome
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import complete_follow_up, plan_follow_ups
from idic.domain.sales.operations.imports.purchases import import_purchases
from idic.foundation.accounts.models import User
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.progress import Progress, SilentProgress
from idic.sample.analytics.start import start_analytics
from idic.sample.desk.make import make_desk
from idic.sample.files import SampleFiles, sample_files
from idic.sample.goods import named_goods, said_campaign
from idic.sample.identity.make import make_identity
from idic.sample.making.work import make_work
from idic.sample.mappings import CUSTOMER_MAPPINGS, CUSTOMER_OPTIONS, PURCHASE_MAPPING
from idic.sample.people import make_staff
from idic.sample.privacy.make import make_privacy
from idic.sample.service.channels import make_channels
from idic.sample.service.loyalty import make_loyalty
from idic.sample.service.make import make_service
from idic.sample.service.moments import said
from idic.sample.service.plans import make_plans

Report = Callable[[str, int, int], None]

_SOURCES = (("till", 70), ("web_shop", 60), ("call_centre", 50))
_NAMES = {
    "till": {"en": "Till", "th": "จุดชำระเงิน", "zh-hans": "收银台", "zh-hant": "收銀台"},
    "web_shop": {"en": "Web shop", "th": "ร้านออนไลน์", "zh-hans": "网店", "zh-hant": "網路商店"},
    "call_centre": {"en": "Call centre", "th": "ศูนย์บริการทางโทรศัพท์", "zh-hans": "呼叫中心", "zh-hant": "客服中心"},
}  # fmt: skip


def sample_is_loaded() -> bool:
    return Source.objects.filter(is_sample=True).exists()


def load_sample_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    done = load_sample(progress)
    start_analytics()
    return done


def load_sample(progress: Progress | None = None, *, files: SampleFiles | None = None) -> dict[str, object]:
    """Repeating it adds nothing: every row is known by its source and key."""
    progress = progress or SilentProgress()
    files = files or sample_files()
    if not sample_is_loaded() and Source.objects.exclude(kind=SourceKind.DESK).exists():
        raise JobRefused("sample_beside_real_data")
    staff = make_staff()
    sources = {
        code: ensure_source(code=code, name=said(_NAMES[code]), rank=rank, is_sample=True, by=None)
        for code, rank in _SOURCES
    }
    for code, source in sources.items():
        path: Path = getattr(files, f"{code}_customers")
        progress.report(f"customers_{code}", 0, 0)
        _import(path, ImportKind.CUSTOMERS, source, CUSTOMER_MAPPINGS[code], CUSTOMER_OPTIONS[code], progress)
    with tempfile.TemporaryDirectory() as folder:
        for code, path in _purchases_by_source(files, Path(folder)):
            progress.report(f"purchases_{code}", 0, 0)
            _import(path, ImportKind.PURCHASES, sources[code], PURCHASE_MAPPING, {"currency": "THB"}, progress)
    progress.report("campaigns", 0, 0)
    counts = _campaigns(files)
    make_identity(staff, progress=progress)
    # Where the law asks for a consent to profiling, it has been given before anybody is scored.
    make_privacy(staff, today=timezone.localdate())
    refresh = refresh_scores(report=progress.report, by=None)
    if not FollowUp.objects.exists():
        _follow_ups(staff)
    make_work(staff, today=timezone.localdate())
    make_desk(staff, today=timezone.localdate())
    make_service(staff, today=timezone.localdate())
    make_plans(staff)
    make_loyalty(staff)
    make_channels(staff, today=timezone.localdate())
    return {"customers": refresh.figures["customers"], "campaigns": counts["campaigns"]}


def _import(
    path: Path, kind: str, source: Source, mapping: dict[str, str], options: dict[str, str], progress: Progress
) -> None:
    if ImportBatch.objects.filter(source=source, kind=kind, state="done").exists():
        return
    with path.open("rb") as stream:
        batch = upload_import(
            iter(lambda: stream.read(1 << 20), b""),
            file_name=path.name,
            kind=kind,
            source=source,
            by=None,
            options=options,
        )
    configure_import(batch, mapping=mapping, options={**batch.options, **options}, by=None)
    work = import_customers if kind == ImportKind.CUSTOMERS else import_purchases
    work(progress, {"batch": batch.pk})


def _purchases_by_source(files: SampleFiles, folder: Path) -> Iterator[tuple[str, Path]]:
    """Each source exports its own purchases, with the names of the goods beside their numbers."""
    import polars

    lines = polars.read_parquet(files.purchases)
    discount = polars.sum_horizontal("loyalty_discount", "coupon_discount", "coupon_match")
    joined = lines.join(named_goods(files.products), on="product", how="left").with_columns(discount=discount)
    for code, _rank in _SOURCES:
        path = folder / f"{code}_purchases.parquet"
        joined.filter(polars.col("source") == code).drop(
            "loyalty_discount", "coupon_discount", "coupon_match"
        ).write_parquet(path)
        yield code, path


def _campaigns(files: SampleFiles) -> dict[str, int]:
    campaigns = [
        CampaignRow(
            code=f"sample-{row['campaign']}", name=f"{said_campaign(row['type'])} {row['campaign']}",
            kind=said_campaign(row["type"]),
            starts_on=date.fromisoformat(row["starts_on"]), ends_on=date.fromisoformat(row["ends_on"]),
        )
        for row in _rows(files.campaigns)
    ]  # fmt: skip
    contacts = [
        (f"sample-{row['campaign']}", row["source"], row["customer_key"]) for row in _rows(files.campaign_contacts)
    ]
    redemptions = [
        (
            f"sample-{row['campaign']}",
            row["source"],
            row["customer_key"],
            row["coupon"],
            date.fromisoformat(row["redeemed_on"]),
        )
        for row in _rows(files.coupon_redemptions)
    ]
    return dict(load_campaigns(campaigns, contacts, redemptions, is_sample=True, by=None))


def _follow_ups(staff: list[User]) -> None:
    """A work list as it looks in the middle of a week."""
    today = timezone.localdate()
    manager, first, second = staff[0], staff[1], staff[2]
    for code, owner, days, method, reason, count in (
        ("at_risk", first, 0, "telephone", "no_purchase", 8),
        ("champions", second, 2, "telephone", "thanks", 26),
        ("new", first, 1, "telephone", "after_sale", 6),
        ("valuable_fading", second, -1, "telephone", "no_purchase", 5),
    ):
        segment = Segment.objects.filter(code=code).first()
        if segment is not None:
            plan_follow_ups(
                segment,
                owner=owner,
                due_on=today + timedelta(days=days),
                method=method,
                reason=reason,
                limit=count,
                by=manager,
            )
    outcomes: tuple[Any, ...] = (
        FollowUpOutcome.REACHED_SATISFIED, FollowUpOutcome.REACHED_WANTS_MORE, FollowUpOutcome.NOT_REACHED,
        FollowUpOutcome.REACHED_SATISFIED, FollowUpOutcome.REACHED_UNHAPPY, FollowUpOutcome.REACHED_NO_INTEREST,
    )  # fmt: skip
    for owner, many in ((first, 6), (second, 24)):
        done = FollowUp.objects.filter(owner=owner).order_by("due_on", "id")[:many]
        for follow_up, outcome in zip(done, cycle(outcomes), strict=False):
            complete_follow_up(follow_up, outcome=outcome, by=owner)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
