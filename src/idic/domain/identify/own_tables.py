"""What this room itself keeps of a customer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

_NAMES = ("title", "given_name", "family_name", "name")
_TEXTS = (
    "phone", "email", "national_id", "tax_id", "sex", "language", "address", "district", "province", "postcode", "country",
)  # fmt: skip
_EMPTY = "''"
_GOLDEN_BLANK = {
    **dict.fromkeys((*_NAMES, *_TEXTS, "search_text", "sort_name"), _EMPTY), "birth_date": "NULL", "facts": "'{}'",
    "provenance": "'{}'", "search_keys": "'{}'",
}  # fmt: skip
_KEYS = (
    "admin1", "admin2", "admin3", "house", "address_conflict", "given_sound", "family_sound", "email_weak_key",
    "legal_form",
)  # fmt: skip
_RECORD_BLANK = {
    **dict.fromkeys(_KEYS, _EMPTY),
    **dict.fromkeys((*_NAMES, *(one for one in _TEXTS if one != "phone"), "name_key", "email_key", "search_text"), _EMPTY),
    "key": "'erased-' || id", "digest": _EMPTY, "payload": "'{}'", "phones": "'{}'", "birth_date": "NULL", "birth_year": "NULL",
    "facts": "'{}'", "search_keys": "'{}'",
}  # fmt: skip


def declare_own_tables() -> None:
    declare(
        Belonging(
            "customer", _("Customer"), "identify_customer", Follows.DERIVED, Erasing.BLANK, customer="id",
            blanked=_GOLDEN_BLANK, package=("kind", *_NAMES, *_TEXTS, "birth_date", "facts", "created_at"),
            moment="created_at",
        ),
        Belonging(
            "record", _("Source records"), "identify_sourcerecord", Follows.RECORD, Erasing.BLANK, record="id",
            blanked=_RECORD_BLANK, package=("source_id", "key", "payload", "received_at"), moment="received_at",
        ),
        Belonging(
            "record_version", _("What a source said before"), "identify_recordversion", Follows.RECORD, Erasing.DELETE,
            customer="", record="record_id", package=("payload", "received_at", "replaced_at"), moment="replaced_at",
            parent="record_id IN (SELECT id FROM identify_sourcerecord WHERE customer_id = ANY(%(customers)s))",
        ),
        Belonging(
            "contact_point", _("Ways to reach them"), "identify_contactpoint", Follows.RECORD, Erasing.DELETE,
            record="record_id", package=("kind", "raw", "value", "extension"),
        ),
        Belonging(
            "link", _("Which record belonged to whom"), "identify_link", Follows.HISTORY, Erasing.KEEP,
            record="record_id", package=("valid_from", "valid_to", "reason"), moment="valid_from",
        ),
        Belonging(
            "relation", _("Relations"), "identify_relation", Follows.CUSTOMER, Erasing.DELETE, customer="source_id",
            other="target_id", package=("type", "starts_on", "ends_on", "job_title", "note"), free_text=("note",),
            moment="created_at",
        ),
        Belonging(
            "relation_to", _("Relations"), "identify_relation", Follows.CUSTOMER, Erasing.DELETE, customer="target_id",
            other="source_id", package=("type", "starts_on", "ends_on", "job_title", "note"), free_text=("note",),
            moment="created_at",
        ),
        Belonging(
            "household_member", _("Household"), "identify_householdmember", Follows.CUSTOMER, Erasing.DELETE,
            package=("role", "starts_on", "ends_on"),
        ),
        Belonging(
            "wallet_share", _("Share of wallet"), "identify_walletshare", Follows.CUSTOMER, Erasing.DELETE,
            package=("category", "percent", "as_of", "told_by", "note"), free_text=("note",), moment="created_at",
        ),
        Belonging(
            "possible_duplicate", _("Possible duplicates"), "identify_possibleduplicate", Follows.CUSTOMER,
            Erasing.DELETE, customer="first_id", other="second_id", moment="found_at",
        ),
        Belonging(
            "possible_duplicate_of", _("Possible duplicates"), "identify_possibleduplicate", Follows.CUSTOMER,
            Erasing.DELETE, customer="second_id", other="first_id", moment="found_at",
        ),
    )  # fmt: skip
