from tests.domain.interact.cases.conftest import make_case
from tests.domain.interact.complaints.conftest import make_complaint, topic, walk

__all__ = ["make_case", "make_complaint", "topic", "walk"]
