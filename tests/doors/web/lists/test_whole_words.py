"""A Thai name is broken between its words and nowhere else."""

from __future__ import annotations

import pytest

from idic.doors.web.lists.cells import whole_words


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("สมศรี พงษ์พันธ์", '<span class="text-nowrap">สมศรี</span> <span class="text-nowrap">พงษ์พันธ์</span>'),
        ("บริษัทเจริญรุ่งเรืองการค้าจำกัด", "บริษัทเจริญรุ่งเรืองการค้าจำกัด"),
        ("Somsri <b> Phongphan", "Somsri &lt;b&gt; Phongphan"),
        ("สม<i>", '<span class="text-nowrap">สม&lt;i&gt;</span>'),
        ("王伟", "王伟"),
    ],
)
def test_a_name_is_broken_between_its_words(name: str, shown: str) -> None:
    assert whole_words(name) == shown
