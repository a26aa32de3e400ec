"""The access map: what is offered by which way for which purpose, what comes through it, and how it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries.attainment import Cell, Period, cells
from idic.domain.interact.cases.queries.chosen import Chosen
from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.standards.enums import Measure, Offered
from idic.domain.interact.standards.models import AccessCell
from idic.domain.interact.standards.operations.cells import WAYS_TO_COMPLAIN
from idic.domain.interact.standards.queries.standards import access_cells
from idic.domain.interact.standards.queries.targets import Contact, Target, all_targets, best
from idic.doors.web.board.drill import COUNTED, cases_url, leaf
from idic.doors.web.standards.wording import (
    BLOCKS,
    LETTERS,
    OFFERED_ICONS,
    OFFERED_TONES,
    Judged,
    judged,
    target_words,
)
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.methods.attainment import Attainment

_WORST_FIRST = {"danger": 0, "warning": 1, "success": 2, "neutral": 3}


@dataclass(frozen=True)
class Kept:
    label: str
    target: str
    judged: Judged


@dataclass(frozen=True)
class ShownCell:
    mode: str
    purpose: str
    purpose_label: str
    letter: str
    offered: str
    offered_label: str
    tone: str
    icon: str
    owner: str
    calendar: str
    is_free: bool
    cost: str
    volume: int
    # the list of what came in
    url: str
    # the promises here, those that were kept least first
    kept: list[Kept]
    # used by people although nobody offers it
    is_uncovered: bool


@dataclass(frozen=True)
class ShownRow:
    label: str
    cells: list[ShownCell]


@dataclass(frozen=True)
class AccessMap:
    columns: list[tuple[str, str]]
    blocks: list[tuple[str, list[ShownRow]]]
    is_empty: bool
    can_complain: bool
    uncovered: list[str]


def access_map(user: User, period: Period) -> AccessMap:
    said = {(one.mode, one.purpose): one for one in access_cells(user)}
    measured = {(one.mode, one.purpose): one for one in cells(user, period)}
    targets, since = all_targets(), timezone.localtime(period.since).date()
    blocks, uncovered = [], []
    for block, modes in BLOCKS:
        rows = []
        for mode in modes:
            shown = [
                _cell(mode, purpose, said.get((mode, purpose)), measured.get((mode, purpose)), targets, since)
                for purpose in Purpose
            ]
            uncovered += [f"{mode.label}, {one.purpose_label}" for one in shown if one.is_uncovered]
            rows.append(ShownRow(str(mode.label), shown))
        blocks.append((str(block), rows))
    ways = [one for one in said.values() if one.purpose == Purpose.COMPLAIN and one.offered == Offered.YES]
    return AccessMap(
        [(LETTERS[one], str(one.label)) for one in Purpose], blocks, not said,
        len(ways) >= WAYS_TO_COMPLAIN and any(one.is_free for one in ways), uncovered,
    )  # fmt: skip


def _cell(
    mode: AccessMode, purpose: Purpose, said: AccessCell | None, measured: Cell | None, targets: Sequence[Target],
    since: date,
) -> ShownCell:  # fmt: skip
    offered = Offered(said.offered) if said else Offered.NO
    volume = measured.volume if measured else 0
    kept = _kept(mode, purpose, measured.kept if measured else {}, targets)
    cost = said.cost_per_contact if said else None
    return ShownCell(
        mode=str(mode), purpose=str(purpose), purpose_label=str(purpose.label), letter=LETTERS[purpose],
        offered=str(offered), offered_label=str(offered.label), tone=OFFERED_TONES[offered], icon=OFFERED_ICONS[offered],
        owner=said.owner.display_name if said and said.owner else "",
        calendar=said.calendar.name if said and said.calendar else "", is_free=said.is_free if said else True,
        cost="" if cost is None else formats.money(cost, settings.CONFIGURATION.currency), volume=volume, kept=kept,
        url=cases_url(
            Chosen(), COUNTED, leaf("received", since.isoformat(), "ge"), leaf("mode", str(mode)),
            leaf("purpose", str(purpose)), sort="received",
        ),
        is_uncovered=offered != Offered.YES and volume > 0,
    )  # fmt: skip


def _kept(mode: AccessMode, purpose: Purpose, found: dict[str, Attainment], targets: Sequence[Target]) -> list[Kept]:
    """Beside the target of customers of any tier and priority."""
    told = []
    for measure, attained in found.items():
        target = _target(mode, purpose, measure, targets)
        words = target_words(measure, target.share, target.minutes) if target else _("no target for everybody")
        told.append(Kept(str(Measure(measure).label), words, judged(attained, target.share if target else None)))
    told = [one for one in told if one.judged.n]
    return sorted(told, key=lambda one: (_WORST_FIRST[one.judged.tone], one.label))


def _target(mode: AccessMode, purpose: Purpose, measure: str, targets: Sequence[Target]) -> Target | None:
    return best(targets, Contact(str(mode), str(purpose)), measure, at=timezone.now())
