"""Months counted from the year 0, as the warehouse counts them."""

from __future__ import annotations

from datetime import date


def month_day(number: int) -> date:
    """Its first day."""
    return date(number // 12, number % 12 + 1, 1)


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
