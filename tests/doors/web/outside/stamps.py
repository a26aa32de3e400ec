"""A stamp as a browser sends it back: some seconds old, with the sums done. One of the future is too young however long
the sums take on a busy machine."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from idic.doors.web.outside.spam import STAMP, WORK, is_worked, new_stamp


def stamped(what: str, *, age: timedelta = timedelta(seconds=20)) -> dict[str, str]:
    stamp = new_stamp(what, at=timezone.now() - age)
    return {STAMP: stamp, WORK: work_on(stamp)}


def work_on(stamp: str) -> str:
    return next(str(number) for number in range(10_000_000) if is_worked(stamp, str(number)))
