"""The wallet of a customer: whose share is how large, as last told, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from idic.domain.identify.models import Competitor, Customer, WalletShare
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

_MOST = 300


@dataclass(frozen=True)
class ShareOfWallet:
    """Our part of what a customer spends in a category ("" for everything); `percent` None: nobody has told it."""

    customer_id: int
    category: str
    percent: Decimal | None
    as_of: date | None
    competitors: int
    competitors_percent: Decimal


@dataclass(frozen=True)
class SellerHistory:
    """The points of one seller, the latest first. `competitor` None: ourselves."""

    competitor: Competitor | None
    points: list[WalletShare] = field(default_factory=list)

    @property
    def latest(self) -> WalletShare:
        return self.points[0]

    @property
    def is_over(self) -> bool:
        return self.latest.percent == 0


@dataclass(frozen=True)
class Wallet:
    """`total` adds what was last told of each seller; told on different days it may pass 100."""

    category: str
    sellers: list[SellerHistory]
    total: Decimal

    @property
    def rest(self) -> Decimal:
        return max(Decimal(0), Decimal(100) - self.total)

    @property
    def is_too_much(self) -> bool:
        return self.total > 100


def wallets_of(customer: Customer) -> list[Wallet]:
    """By category, everything first; ourselves, then the largest, last who is used no longer.

    `customer` has passed its access function.
    """
    rows = (
        WalletShare.objects.filter(customer=customer)
        .select_related("competitor")
        .order_by("category", "-as_of", "-id")[:_MOST]
    )
    by_category: dict[str, dict[int | None, SellerHistory]] = {}
    for row in rows:
        sellers = by_category.setdefault(row.category, {})
        sellers.setdefault(row.competitor_id, SellerHistory(row.competitor)).points.append(row)
    wallets = []
    for category, sellers in by_category.items():
        ordered = sorted(
            sellers.values(),
            key=lambda one: (one.competitor is not None, one.is_over, -(one.latest.percent or Decimal(0))),
        )
        wallets.append(
            Wallet(category, ordered, sum((one.latest.percent or Decimal(0) for one in ordered), Decimal(0)))
        )
    return wallets


def current_share_of_wallet(
    customer_ids: Iterable[int], *, as_of: date | None = None
) -> dict[int, list[ShareOfWallet]]:
    """What was last told of each seller, up to `as_of`; a customer of whom nothing is told is left out.

    For the room's callers above, as the computation of strategic value: it asks no reader's right.
    """
    rows = WalletShare.objects.filter(customer_id__in=list(customer_ids))
    if as_of is not None:
        rows = rows.filter(as_of__lte=as_of)
    latest = rows.order_by("customer_id", "category", "competitor_id", "-as_of").distinct(
        "customer_id", "category", "competitor_id"
    )
    found: dict[tuple[int, str], list[WalletShare]] = {}
    for row in latest:
        found.setdefault((row.customer_id, row.category), []).append(row)
    shares: dict[int, list[ShareOfWallet]] = {}
    for (customer_id, category), told in found.items():
        ours = next((one for one in told if one.competitor_id is None), None)
        used = [one for one in told if one.competitor_id is not None and one.percent != 0]
        shares.setdefault(customer_id, []).append(
            ShareOfWallet(
                customer_id, category, ours.percent if ours else None, ours.as_of if ours else None, len(used),
                sum((one.percent or Decimal(0) for one in used), Decimal(0)),
            )
        )  # fmt: skip
    return shares


def access_share(user: User, pk: int, *, permission: str = "customer.see") -> WalletShare:
    found = (
        WalletShare.objects.select_related("competitor", "customer")
        .filter(pk=pk, customer__in=visible_customers(user, permission))
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def competitor_names(*, limit: int = 200) -> list[str]:
    return list(Competitor.objects.order_by("name").values_list("name", flat=True)[:limit])


def category_names(*, limit: int = 200) -> list[str]:
    """The categories that shares were told of, for the next writer to pick from."""
    names = WalletShare.objects.exclude(category="").order_by("category").values_list("category", flat=True).distinct()
    return list(names[:limit])
