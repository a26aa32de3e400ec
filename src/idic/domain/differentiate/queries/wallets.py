"""Wallets of many customers together: our part, who has the rest, and how much more there is to win."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from idic.domain.identify.models import WalletShare
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods import wallet

_MOST = 100_000
# customer, seller (None: ourselves) and its name, percent, name, tier, group and segments of the customer
_Row = tuple[int, int | None, str, Decimal | None, str, str | None, str | None, Sequence[int] | None]


@dataclass
class ToldWallet:
    """One customer as last told. `ours`: our share, 0 to 1, None where nobody knows; `by_rank`: what our place among the
    sellers in use leads to expect; `theirs`: competitor to its share, None where it is used and nobody knows how much."""

    customer_id: int
    name: str
    tier: str
    rfm_group: str
    segment_ids: Sequence[int]
    ours: float | None = None
    theirs: dict[int, float | None] = field(default_factory=dict)

    @property
    def sellers(self) -> int:
        return len(self.theirs) + 1

    @property
    def by_rank(self) -> float:
        """Competitors of whom no share is known are taken to divide the rest among them."""
        if self.ours is None:
            # our place is not known either: the middle one, which is an equal part
            return 1.0 / self.sellers
        known = [share for share in self.theirs.values() if share is not None]
        unknown = self.sellers - 1 - len(known)
        rest = max(1.0 - self.ours - sum(known), 0.0) / unknown if unknown else 0.0
        place = wallet.own_rank(self.ours, [*known, *[rest] * unknown])
        return float(wallet.allocation_rule([place], [float(self.sellers)])[0])


@dataclass(frozen=True)
class ToldWallets:
    wallets: list[ToldWallet]
    competitors: dict[int, str]


@dataclass
class GroupOfWallets:
    """`known`: with our share told; `guessed`: only the sellers are known. Money is of those whose share and spend are
    known. `share` and `by_rank` weigh each customer with the wallet, or alike where no wallet is known in money."""

    known: int
    guessed: int
    spent: float
    elsewhere: float
    room: float
    share: float | None
    by_rank: float | None
    sellers: dict[int, float]

    @property
    def unnamed(self) -> float:
        """The part of the wallets of which nobody knows who has it."""
        return max(0.0, 1.0 - (self.share or 0.0) - sum(self.sellers.values()))


def told_wallets(user: User, *, category: str = "") -> ToldWallets:
    """What was last told of each seller and customer whom the reader may see, in one query. A share of 0 of a competitor
    says that it is used no longer."""
    require(user, "value.see")
    rows: Iterable[_Row] = (
        WalletShare.objects.filter(category=category, customer__in=visible_customers(user))
        .order_by("customer_id", "competitor_id", "-as_of", "-id")
        .distinct("customer_id", "competitor_id")
        .values_list(
            "customer_id", "competitor_id", "competitor__name", "percent", "customer__name", "customer__score__tier",
            "customer__score__rfm_group", "customer__score__segment_ids",
        )[:_MOST]
    )  # fmt: skip
    found: dict[int, ToldWallet] = {}
    names: dict[int, str] = {}
    for pk, seller, seller_name, percent, name, tier, rfm_group, segments in rows:
        one = found.setdefault(pk, ToldWallet(pk, name, tier or "", rfm_group or "", segments or ()))
        share = None if percent is None else float(percent) / 100
        if seller is None:
            one.ours = share
        elif share != 0:
            names[seller] = seller_name
            one.theirs[seller] = share
    for one in found.values():
        _complete(one)
    return ToldWallets([one for one in found.values() if one.ours is not None or one.theirs], names)


def group_of(
    wallets: Iterable[ToldWallet], spend: Mapping[int, Decimal] | None, *, attainable: float
) -> GroupOfWallets:
    """`spend`: twelve months with us, None where it cannot be told for this category."""
    whole = list(wallets)
    known = [one for one in whole if one.ours is not None]
    money = [(one, max(float(spend.get(one.customer_id, 0)), 0.0)) for one in known] if spend is not None else []
    money = [(one, spent) for one, spent in money if one.ours and spent > 0]
    spent = sum(amount for _one, amount in money)
    elsewhere = sum(_elsewhere(one, amount) for one, amount in money)
    weights = {one.customer_id: amount / (one.ours or 1.0) for one, amount in money}
    weighted = [one for one in known if one.customer_id in weights] or known
    sellers: dict[int, float] = {}
    for one in weighted:
        for seller, share in one.theirs.items():
            sellers[seller] = sellers.get(seller, 0.0) + (share or 0.0) * weights.get(one.customer_id, 1.0)
    total = sum(weights.values()) or float(len(weighted)) or 1.0
    return GroupOfWallets(
        len(known), len(whole) - len(known), spent, elsewhere,
        sum(room_of(one, amount, attainable=attainable) or 0.0 for one, amount in money),
        _share(money, known), _weighed(weighted or whole, weights, lambda one: one.by_rank),
        {seller: part / total for seller, part in sellers.items()},
    )  # fmt: skip


def room_of(one: ToldWallet, spent: float, *, attainable: float) -> float | None:
    """What a customer could give us more in a year, up to the share that can be attained."""
    if not one.ours or spent <= 0:
        return None
    return max(0.0, attainable * spent / one.ours - spent)


def _elsewhere(one: ToldWallet, spent: float) -> float:
    return spent / one.ours - spent if one.ours else 0.0


def _share(money: Sequence[tuple[ToldWallet, float]], known: Sequence[ToldWallet]) -> float | None:
    if money:
        return wallet.share_of_all([spent for _one, spent in money], [_elsewhere(one, spent) for one, spent in money])
    return _weighed(known, {}, lambda one: one.ours or 0.0)


def _weighed(
    wallets: Sequence[ToldWallet], weights: Mapping[int, float], figure: Callable[[ToldWallet], float]
) -> float | None:
    given = [(weights.get(one.customer_id, 1.0), figure(one)) for one in wallets]
    total = sum(weight for weight, _value in given)
    return sum(weight * value for weight, value in given) / total if total > 0 else None


def _complete(one: ToldWallet) -> None:
    """What all competitors together leave is ours, where our share was not told; told on different days, the shares may
    pass the whole and are then taken as parts of what they add up to."""
    shares = [share for share in one.theirs.values() if share is not None]
    if one.ours is None and one.theirs and len(shares) == len(one.theirs):
        one.ours = max(0.0, 1.0 - sum(shares))
    total = (one.ours or 0.0) + sum(shares)
    if total > 1.0 + 1e-9:
        one.ours = None if one.ours is None else one.ours / total
        one.theirs = {seller: None if share is None else share / total for seller, share in one.theirs.items()}
