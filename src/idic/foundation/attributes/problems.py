"""Why a value does not fit its attribute: a code that is stored, a sentence that is made for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Unfit(ValueError):
    """`code` is a key of SENTENCES, and of SUMMARIES for a whole column."""

    def __init__(self, code: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(code)

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code]) % self.values


SENTENCES: dict[str, _StrPromise] = {
    "attribute_missing": _("A value is needed here."),
    "attribute_number": _("This is not a number. Write it as 1234.50."),
    "attribute_number_open": _("Thousands or decimals? Write it as 1234.50."),
    "attribute_number_size": _("Use at most 15 digits, and 10 behind the decimal point."),
    "attribute_date": _("This date cannot be read. Write it as year-month-day, such as 2026-01-31."),
    "attribute_choice": _("“%(value)s” is not one of the choices. Choose from: %(choices)s."),
    "attribute_yes_no": _("Answer yes or no."),
    "attribute_link": _("Write a whole address that starts with https:// or http://."),
    "attribute_long": _("Use at most %(longest)s characters."),
    "attribute_short": _("Use at least %(shortest)s characters."),
    "attribute_pattern": _("This does not have the form that was agreed for it."),
    "attribute_sign": _("Take out the sign that cannot be stored."),
    "attribute_small": _("Give at least %(minimum)s."),
    "attribute_large": _("Give at most %(maximum)s."),
    "attribute_taken": _("Another record has this value already, and it must be unique."),
    "attribute_locked": _("This is computed and cannot be typed."),
    "attribute_kind": _("This is not asked of this kind of customer."),
}  # fmt: skip

SUMMARIES: dict[str, _StrPromise] = {
    "attribute_number": _("A custom attribute holds something that is no number."),
    "attribute_number_open": _("Thousands or decimals in a custom attribute? Choose the decimal mark of the file."),
    "attribute_number_size": _("A custom attribute holds a number with too many digits."),
    "attribute_date": _("A custom attribute holds a date that cannot be read."),
    "attribute_choice": _("A custom attribute holds something that is not one of its choices."),
    "attribute_yes_no": _("A custom attribute of yes or no holds something else."),
    "attribute_link": _("A custom attribute holds something that is no link."),
    "attribute_long": _("A custom attribute holds a text that is too long."),
    "attribute_short": _("A custom attribute holds a text that is too short."),
    "attribute_pattern": _("A custom attribute holds a text that does not have the form that was agreed for it."),
    "attribute_sign": _("A custom attribute holds a sign that cannot be stored."),
    "attribute_small": _("A custom attribute holds a value below what is allowed."),
    "attribute_large": _("A custom attribute holds a value above what is allowed."),
    "attribute_kind": _("A custom attribute is filled that is not asked of this kind of customer."),
    "attribute_repeated": _("An earlier row, or another customer, has the same value in an attribute that must be unique."),
}  # fmt: skip
