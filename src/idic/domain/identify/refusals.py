"""Why a row or a value was not taken: codes are stored, sentences are made for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.foundation.attributes.problems import SUMMARIES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[str, _StrPromise] = {
    "too_few_fields": _("The row has fewer fields than the header."),
    "too_many_fields": _("The row has more fields than the header. A comma or a quotation mark may be out of place."),
    "bad_quotes": _("A quotation mark is out of place in this row."),
    "field_too_long": _("A field is longer than any real value. A closing quotation mark may be missing."),
    "nul_character": _("The row holds a character that no text has. The file may be damaged."),
    "bad_character": _("The row holds bytes that are no letters in the chosen encoding."),
    "bad_json": _("The line is not valid JSON."),
    "nested_value": _("The row holds a list or an object where a single value is expected."),
    "unknown_key": _("The row names a field that the first rows do not have."),
    "duplicate_key": _("The row names the same field twice."),
    "bad_card": _("This is no whole vCard, or it tells nobody’s name, phone or e-mail."),
    "erased_before": _(
        "This person was erased: a list does not bring them back. If they have come back themselves,"
        " enter them by hand."
    ),
    "key_missing": _("The row has no customer number. Give one, so that the same row is known next time."),
    "key_too_long": _("The customer number is longer than 200 characters."),
    "key_repeated": _("The same customer number stands in an earlier row with other values. The first row was taken."),
    "nothing_known": _("The row names nobody: no name, no phone and no e-mail."),
    "phone_invalid": _("This is not a phone number that can be dialled."),
    "email_invalid": _("This is not a valid e-mail address."),
    "national_id_invalid": _("The check digit of this national id is wrong."),
    "tax_id_invalid": _("The check digit of this tax id is wrong."),
    "birth_date_unreadable": _("This date cannot be read. Write it as year-month-day, or choose the order of the dates."),
    "birth_date_future": _("This date of birth lies in the future."),
    "date_too_early": _("This date lies before 1900. It may stand for “not known”."),
    "invoice_missing": _("The row has no invoice or receipt number."),
    "invoice_too_long": _("The invoice or receipt number is longer than 200 characters."),
    "date_missing": _("The row has no date."),
    "date_unreadable": _("This date cannot be read."),
    "date_ambiguous": _("Day and month could be exchanged in this date. Choose the order of the dates."),
    "date_impossible": _("No calendar has this day."),
    "date_future": _("This date lies in the future."),
    "product_missing": _("The row names no product."),
    "quantity_missing": _("The row has no quantity."),
    "number_unreadable": _("This is not a number."),
    "number_ambiguous": _("Thousands or decimals? Choose the decimal mark of the file."),
    "number_too_large": _("This number is too large to be real."),
    "quantity_zero": _("The quantity is zero."),
    "price_missing": _("The row has neither a unit price nor an amount."),
    "currency_unknown": _("The currency must be a code of three letters such as THB."),
    "customer_conflict": _("An earlier row of the same invoice names another customer."),
    "date_conflict": _("An earlier row of the same invoice has another day."),
    "currency_conflict": _("An earlier row of the same invoice has another currency."),
    **SUMMARIES,
}  # fmt: skip


def sentence_for(code: str) -> str:
    return str(SENTENCES[code])
