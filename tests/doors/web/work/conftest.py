import pytest

from tests.domain.work.conftest import make_meeting, make_task

__all__ = ["make_meeting", "make_task"]


@pytest.fixture
def series(make_meeting):
    return make_meeting(rule="FREQ=WEEKLY")
