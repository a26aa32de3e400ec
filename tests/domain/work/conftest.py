from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times


def at(text):
    """A moment on the wall clock in Bangkok."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.fixture
def make_task(cast):
    def make(title="Call back", by=None, **named):
        return create_task(TaskDraft(title=title, **named), by=by or cast.service)

    return make


@pytest.fixture
def make_meeting(make_task):
    def make(start="2030-03-04T10:00", end="2030-03-04T11:00", **named):
        named = {"title": "Weekly", "kind": "meeting", **named}
        return make_task(times=Times(starts_at=at(start), ends_at=at(end)), **named)

    return make
