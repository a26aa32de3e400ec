from __future__ import annotations

import pytest

from idic.domain.interact.standards.errors import ComplaintsUnheard, StandardOutdated
from idic.domain.interact.standards.models import AccessCell
from idic.domain.interact.standards.operations.cells import complaints_heard, set_cell
from idic.foundation.events.models import Event


def _two_ways(cast):
    set_cell("email", "complain", {"offered": "yes"}, by=cast.quality)
    return set_cell("phone", "complain", {"offered": "yes", "is_free": False}, by=cast.quality)


def test_the_last_ways_to_complain_cannot_be_taken_away(cast):
    assert not complaints_heard()
    _two_ways(cast)
    assert complaints_heard()
    with pytest.raises(ComplaintsUnheard):
        set_cell("phone", "complain", {"offered": "no"}, by=cast.quality)
    with pytest.raises(ComplaintsUnheard):
        set_cell("email", "complain", {"is_free": False}, by=cast.quality)
    assert complaints_heard()
    assert AccessCell.objects.get(mode="email", purpose="complain").is_free


def test_other_purposes_may_have_no_way_at_all(cast):
    _two_ways(cast)
    set_cell("email", "seek_information", {"offered": "yes"}, by=cast.quality)
    assert set_cell("email", "seek_information", {"offered": "no"}, by=cast.quality).offered == "no"


def test_a_change_tells_what_changed_and_nothing_twice(cast):
    cell = _two_ways(cast)
    before = Event.objects.filter(verb="access_cell.changed").count()
    set_cell("phone", "complain", {"offered": "yes"}, by=cast.quality)
    assert Event.objects.filter(verb="access_cell.changed").count() == before
    set_cell("phone", "complain", {"note": "Toll number"}, version=cell.version, by=cast.quality)
    event = Event.objects.filter(verb="access_cell.changed").latest("pk")
    assert event.after == {"note": "Toll number"}
    with pytest.raises(StandardOutdated):
        set_cell("phone", "complain", {"note": "Free"}, version=cell.version, by=cast.quality)
