"""What like cases are worth, through the product's own look-up, on public texts that lie beside the repository."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from django.utils import timezone

from benchmarks.likeness import Trial, asap, of_one_trade, substring, wisesight
from idic.domain.interact.cases.likeness.counting import keep_up
from idic.domain.interact.cases.likeness.finding import Asked, like_cases
from idic.domain.interact.cases.models import Case

ROOT = Path(__file__).parents[4]
DATA = ROOT.parent / "shared" / "data"
#: Texts and questions of a test run; `LIKENESS_TEXTS=7000 LIKENESS_QUESTIONS=400` for the figures of the docs.
TEXTS = int(os.environ.get("LIKENESS_TEXTS", "800"))
QUESTIONS = int(os.environ.get("LIKENESS_QUESTIONS", "50"))
K = 5

pytestmark = pytest.mark.skipif(not (DATA / "wisesight_th").exists(), reason="the public texts are not here")


def _measured(cast, labelled: list[tuple[str, str]], name: str) -> tuple[float, float]:
    draw = random.Random(5)
    rows = labelled if len(labelled) <= TEXTS else draw.sample(labelled, TEXTS)
    now = timezone.now()
    made = Case.objects.bulk_create(
        Case(title=text[:60], text=text, mode="email", purpose="complain", received_at=now, last_message_at=now)
        for text, _label in rows
    )
    keep_up()
    labels = {case.pk: label for case, (_text, label) in zip(made, rows, strict=True)}
    asked = draw.sample(range(len(rows)), min(QUESTIONS, len(rows)))
    ours = 0.0
    for at in asked:
        found = like_cases(cast.administrator, Asked.of(rows[at][0]), but=made[at].pk, limit=K)
        ours += sum(labels[one.case.pk] == rows[at][1] for one in found) / K
    texts = [text for text, _label in rows]
    trial = Trial(name, texts, [texts[at] for at in asked], asked, lambda _found: 0.0, 0.0)
    plain = sum(
        sum(rows[hit][1] == rows[at][1] for hit in hits) / K for at, hits in zip(asked, substring(trial), strict=True)
    )
    ours, plain = ours / len(asked), plain / len(asked)
    print(f"{name}: {len(rows)} cases, {len(asked)} questions, precision at 5: substring {plain:.3f}, ours {ours:.3f}")
    return ours, plain


def test_thai_messages_find_others_of_the_same_trade(cast):
    ours, plain = _measured(cast, list(of_one_trade(wisesight(DATA / "wisesight_th"))), "wisesight_th, trade")
    assert ours > plain + 0.05


def test_chinese_reviews_find_others_with_as_many_stars(cast):
    reviews = [(text, "low" if stars <= 3 else "high") for text, stars, _ in asap(DATA / "asap_reviews_zh")]
    ours, plain = _measured(cast, reviews, "asap_reviews_zh, stars")
    assert ours > plain
