"""Every part of the shell on one page, with invented values: the place to judge the look. Only where DEBUG is on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.doors.web.shell import errors
from idic.doors.web.shell.charts import ChartTable
from idic.foundation.languages import formats

MONTHS = [date(2025, month, 1) for month in range(1, 13)]
REVENUE = [412300, 398750, 455120, 470900, 462400, 489300, 512750, 505200, 531900, 548300, 579400, 640250]
CUSTOMERS = [
    ("สมชาย วงศ์สวัสดิ์", "กรุงเทพมหานคร", "Champions", "success", Decimal("48250.50"), 2),
    ("王伟", "上海市浦东新区", "Loyal", "info", Decimal("31900.00"), 9),
    ("陳美玲", "臺北市大安區", "At risk", "warning", Decimal("27480.75"), 96),
    ("Margaret O’Connor", "Chiang Mai", "New", "identify", Decimal("1250.00"), 1),
    ("บริษัท เพชรบุรีพาณิชย์ จำกัด", "เพชรบุรี", "Lost", "neutral", Decimal("96120.00"), 240),
]


class FollowUpForm(forms.Form):
    subject = forms.CharField(label="Subject", help_text="One line that the colleague will see in the work list.")
    phone = forms.CharField(label="Phone", initial="081-234")
    channel = forms.ChoiceField(label="Channel", choices=[("phone", "Phone"), ("mail", "E-mail"), ("visit", "Visit")])
    budget = forms.DecimalField(label="Budget", required=False)
    due = forms.DateField(label="Due", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    priority = forms.ChoiceField(
        label="Priority", choices=[("low", "Low"), ("high", "High")], widget=forms.RadioSelect, initial="low"
    )
    remind = forms.BooleanField(label="Remind me a day before", required=False, initial=True)

    def clean_phone(self) -> str:
        raise forms.ValidationError("A Thai phone number has nine or ten digits; this one has six.")


def _customers() -> list[dict[str, object]]:
    now = timezone.now()
    return [
        {"name": name, "place": place, "state": state, "tone": tone, "value": value, "at": now - timedelta(days=days)}
        for name, place, state, tone, value, days in CUSTOMERS
    ]


@login_not_required
@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    if "toast" in request.GET:
        messages.success(request, "128 follow-ups were created for the segment “At risk”.")
    form = FollowUpForm({"subject": "Call about the late delivery", "phone": "081-234", "channel": "phone"})
    form.add_error(None, "The due date is missing, and one field needs a correction.")
    segments = [("Champions", 1820), ("Loyal", 3140), ("At risk", 1260), ("New", 980), ("Lost", 2210)]
    return render(
        request,
        "shell/gallery.html",
        {
            "customers": _customers(),
            "form": form,
            "chips": [("segment", "Segment", "At risk"), ("city", "City", "กรุงเทพมหานคร")],
            "sort": request.GET.get("sort", "-value"),
            "spark": REVENUE,
            "drop": [92, 90, 91, 86, 84, 85, 80, 76, 77, 71],
            "revenue": formats.whole_money(Decimal("640250"), "THB"),
            "customers_total": formats.number(12480),
            "tabs": [
                {"label": "Overview", "url": "#overview", "current": True, "icon": None},
                {"label": "Purchases", "url": "#purchases", "current": False, "count": 48},
                {"label": "Timeline", "url": "#timeline", "current": False, "count": 1204},
            ],
            "facts": [
                ("Customer since", formats.day(date(2019, 2, 28), "long")),
                ("National id", "1-2345-67890-12-3"),
                ("Preferred language", "ไทย"),
                ("Household", None),
            ],
            "revenue_option": {
                "xAxis": {"type": "category", "data": MONTHS, "boundaryGap": False},
                "yAxis": {"type": "value"},
                "series": [
                    {"name": "This year", "type": "line", "areaStyle": {"opacity": 0.08}, "data": REVENUE},
                    {"name": "Last year", "type": "line", "data": [round(value * 0.84) for value in REVENUE]},
                ],
            },
            "revenue_table": ChartTable(
                columns=["Month", "This year", "Last year"],
                rows=[(month, value, round(value * 0.84)) for month, value in zip(MONTHS, REVENUE, strict=True)],
                forms=["month", "money:THB", "money:THB"],
            ),
            "segment_option": {
                "xAxis": {"type": "category", "data": [name for name, _count in segments]},
                "yAxis": {"type": "value"},
                "series": [{"name": "Customers", "type": "bar", "data": [count for _name, count in segments]}],
            },
            "segment_table": ChartTable(
                columns=["Segment", "Customers"], rows=segments, links=[f"?segment={name}" for name, _count in segments]
            ),
            "share_option": {
                "series": [
                    {
                        "type": "pie",
                        "radius": ["52%", "78%"],
                        "top": 24,
                        "label": {"show": False},
                        "data": [{"name": name, "value": count} for name, count in segments],
                    }
                ]
            },
            "events": [
                ("shopping-cart", "Bought 12 products at the Rama IV branch", 2, "Till 04", "success"),
                ("phone-call", "Asked for an invoice in Thai", 26, "Somying P.", "info"),
                ("alert-triangle", "Complaint: late delivery", 24 * 40, "Call centre", "danger"),
            ],
            "now": timezone.now(),
            "then": timezone.now() - timedelta(hours=5),
            "amounts": [Decimal("1234567.891"), Decimal("0.1254")],
        },
    )


@login_not_required
@require_GET
def moving_progress(request: HttpRequest) -> HttpResponse:
    percent = min(100, int(request.GET.get("percent", "0")) + 20)
    return render(
        request,
        "shell/gallery_progress.html",
        {
            "percent": percent,
            "url": f"{reverse('shell:gallery-progress')}?percent={percent}",
            "state": "done" if percent == 100 else "running",
        },
    )


class SignInForm(forms.Form):
    login = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    remember = forms.BooleanField(required=False)


@login_not_required
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/sign_in.html", {"form": SignInForm()})


@login_not_required
@require_GET
def error(request: HttpRequest, code: int) -> HttpResponse:
    pages = {400: errors.bad_request, 403: errors.permission_denied, 404: errors.page_not_found}
    return pages[code](request) if code in pages else errors.server_error(request)
