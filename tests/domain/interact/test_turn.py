from idic.domain.interact.operations.follow_ups import complete_follow_up
from idic.domain.interact.queries.turn import TurnActs, acts_around
from idic.foundation.events.queries.timeline import latest_events


def test_acts_are_told_apart_by_the_watermark(cast, make_customer, make_follow_up):
    customer = make_customer()
    start = latest_events(limit=1)[0].pk
    first, second = make_follow_up(customer), make_follow_up(customer)
    complete_follow_up(first, outcome="not_reached", by=cast.administrator)
    middle = latest_events(limit=1)[0].pk
    complete_follow_up(second, outcome="not_reached", by=cast.administrator)
    assert acts_around(previous=start, latest=middle) == (TurnActs(planned=2, done=1), TurnActs(done=1))
