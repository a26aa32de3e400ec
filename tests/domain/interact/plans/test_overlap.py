from __future__ import annotations

import pytest

from idic.domain.catalogue.models import Category
from idic.domain.interact.plans.queries.overlap import also_begun
from idic.domain.interact.plans.queries.versions import newest_version


@pytest.fixture
def goods() -> tuple[Category, Category, Category]:
    food = Category.objects.create(path="Food")
    return food, Category.objects.create(path="Food / Fish"), Category.objects.create(path="Foods of old")


def test_plans_that_one_sale_begins_are_told(cast, make_plan, goods):
    food, fish, other = goods
    wide, narrow = make_plan(), make_plan(category=food)
    make_plan(is_on=False)
    make_plan("silence", silent_days=60)
    below, beside = make_plan(category=fish), make_plan(category=other)

    def told(plan):
        return {one.pk for one in also_begun(cast.quality, newest_version(plan))}

    assert told(narrow) == {wide.pk, below.pk}
    assert told(beside) == {wide.pk}
    assert told(wide) == {narrow.pk, below.pk, beside.pk}


def test_of_cases_with_topics_apart_none_is_told(cast, make_plan):
    first = make_plan("case_resolved", kind="after_sale", case_purpose="complain")
    make_plan("case_resolved", case_purpose="request_service")
    closed = make_plan("case_closed")
    assert also_begun(cast.quality, newest_version(first)) == [closed]
