from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import escape

from idic.doors.web.shell.charts import ChartTable
from idic.doors.web.shell.sparkline import sparkline


def shown(source: str, address: str = "/customers/", **values: Any) -> str:
    request = RequestFactory().get(address)
    return Template("{% load parts formats %}" + source).render(Context({"request": request, **values}))


class PhoneForm(forms.Form):
    phone = forms.CharField(label="Phone", help_text="With the area code.")
    agree = forms.BooleanField(label="I agree", required=False)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    html = shown("{% field form.phone %}", form=PhoneForm({"phone": ""}))
    assert '<label class="form-label required" for="id_phone">' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_phone_error"' in html
    assert 'id="id_phone_helptext"' in html


def test_a_checkbox_stands_inside_its_label() -> None:
    html = shown("{% field form.agree %}", form=PhoneForm())
    assert re.search(r'<label class="form-check"><input[^>]+type="checkbox"[^>]*>', html)


def test_a_count_at_the_bound_is_not_shown_as_exact() -> None:
    assert "1,000+ in all" in shown("{% pager count=1000 %}")
    assert "999 in all" in shown("{% pager count=999 %}")


def test_the_pager_keeps_the_filter_and_drops_the_other_cursor() -> None:
    html = shown('{% pager previous="b1" next="a1" count=70 %}', "/customers/?segment=lost&after=old")
    assert 'href="/customers/?segment=lost&amp;before=b1"' in html
    assert 'href="/customers/?segment=lost&amp;after=a1"' in html


def test_the_pager_has_no_link_where_there_is_no_page() -> None:
    html = shown("{% pager count=3 %}")
    assert "<a " not in html
    assert html.count("disabled") == 2


def test_a_second_click_on_a_heading_turns_the_order_round() -> None:
    html = shown('{% sortheader "name" "Name" "name" %}', "/customers/?sort=name&after=x")
    assert 'aria-sort="ascending"' in html
    assert 'href="/customers/?sort=-name"' in html


def test_a_chip_takes_away_its_own_filter_only() -> None:
    html = shown(
        "{% filterchips chips %}",
        "/customers/?segment=lost&city=bkk&after=x",
        chips=[("segment", "Segment", "Lost"), ("city", "City", "Bangkok")],
    )
    assert 'href="/customers/?city=bkk"' in html
    assert 'href="/customers/?segment=lost"' in html
    assert 'href="/customers/"' in html


def test_a_fall_that_is_good_reads_as_good_and_is_told_in_words() -> None:
    html = shown('{% figure label="Overdue" value="71" change=change good="down" %}', change=Decimal("-0.078"))
    assert "trend-good" in html
    assert "down by 7.8%" in html


def test_progress_asks_again_only_while_it_runs() -> None:
    running = shown('{% progress id="p" label="Import" url="/jobs/1/" percent=40 %}')
    done = shown('{% progress id="p" label="Import" url="/jobs/1/" percent=100 state="done" %}')
    assert 'hx-get="/jobs/1/"' in running
    assert 'hx-trigger="every 1s"' in running
    assert "hx-get" not in done
    assert "hx-trigger" not in done


def test_a_chart_brings_its_data_its_table_and_its_links() -> None:
    table = ChartTable(
        columns=["Month", "Revenue"],
        rows=[(date(2025, 1, 1), Decimal("1200.50"))],
        forms=["month", "money:THB"],
        links=["/purchases/?month=2025-01"],
    )
    option = {"series": [{"type": "line", "data": [Decimal("1200.50")], "name": "</script>"}]}
    html = shown('{% chart id="r" option=option title="Revenue" table=table %}', option=option, table=table)
    found = re.search(r'<script id="r-option" type="application/json">(.*?)</script>', html)
    assert found
    assert json.loads(found.group(1)) == {"series": [{"type": "line", "data": [1200.5], "name": "</script>"}]}
    assert '<a href="/purchases/?month=2025-01">Jan 2025</a>' in html
    assert 'data-raw="1200.50" data-number>฿1,200.50' in html


def test_a_confirmation_posts_with_its_token_and_fields() -> None:
    html = shown(
        '{% confirm id="d" title="Remove?" action="/x/" yes="Remove" fields=fields %}Gone for good.{% endconfirm %}',
        fields={"customer": "7"},
    )
    assert 'name="csrfmiddlewaretoken"' in html
    assert '<input type="hidden" name="customer" value="7">' in html
    assert "Gone for good." in html


@pytest.mark.parametrize(
    "source",
    [
        "{% pageheader title=text subtitle=text parent=text parent_url='/' name=text %}{% endpageheader %}",
        "{% emptystate icon='users' title=text text=text %}{% endemptystate %}",
        "{% figure label=text value=text hint=text %}",
        "{% badge text %}",
        "{% avatar text %}",
        "{% progress id='p' label=text detail=text %}",
        "{% filterchips chips %}",
        "{% datatable label=text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% enddatatable %}",
        "{% definitions rows %}",
    ],
)
def test_a_part_never_trusts_its_text(source: str) -> None:
    text = "<b onclick=x>"
    html = shown(source, text=text, chips=[("a", text, text)], rows=[(text, text)])
    assert text not in html
    assert escape("<") in html


@pytest.mark.parametrize(
    ("name", "initials"), [("Margaret O’Connor", "MO"), ("王伟", "王"), ("สมชาย ใจดี", "ส"), ("เพชร", "เพ"), ("", "")]
)
def test_an_avatar_begins_a_name_as_its_script_does(name: str, initials: str) -> None:
    assert f">{initials}</span>" in shown("{% avatar name %}", name=name)


def test_a_flat_course_lies_in_the_middle_and_one_point_is_none() -> None:
    flat = sparkline([5, 5, 5])
    assert flat is not None
    assert flat.line == "0.00,16.00 50.00,16.00 100.00,16.00"
    assert sparkline([5]) is None


def test_empty_values_stay_empty_in_filters() -> None:
    assert shown('{{ none|number }}{{ none|money:"THB" }}{{ none|day }}{% timeago none %}', none=None) == ""
