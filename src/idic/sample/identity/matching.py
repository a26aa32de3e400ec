from __future__ import annotations

from django.db import transaction

from idic.domain.identify.linkage.enums import Answer, PairState, RunState
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.domain.identify.linkage.operations.decisions import decide_pair
from idic.domain.identify.linkage.operations.runs import match_now
from idic.foundation.accounts.models import User
from idic.foundation.jobs.progress import Progress

#: The surest first, and from the other end those that are least alike.
_SAME, _DIFFERENT, _UNSURE = 4, 2, 2


def make_run(by: User, *, progress: Progress) -> LinkageRun:
    """It merges nothing: what it found waits for people."""
    done = LinkageRun.objects.filter(by=by, batch=None, state=RunState.DONE).first()
    return done or match_now(progress, by=by)


@transaction.atomic
def make_labels(run: LinkageRun, *, by: User) -> None:
    waiting = LinkagePair.objects.filter(run=run, state=PairState.WAITING)
    surest = list(waiting.filter(hold="").order_by("-weight", "pk").values_list("pk", flat=True)[:_SAME])
    rest = waiting.exclude(pk__in=surest).order_by("weight", "-pk").values_list("pk", flat=True)
    doubtful = list(rest[: _DIFFERENT + _UNSURE])
    answers = [
        *((pk, Answer.SAME) for pk in surest), *((pk, Answer.DIFFERENT) for pk in doubtful[:_DIFFERENT]),
        *((pk, Answer.UNSURE) for pk in doubtful[_DIFFERENT:]),
    ]  # fmt: skip
    for pk, answer in answers:
        # a word about one pair settles others that are about the same two
        if waiting.filter(pk=pk).exists():
            decide_pair(pk, answer, by=by)
