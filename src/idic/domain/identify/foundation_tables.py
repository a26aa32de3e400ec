"""The tables below the rooms that name a customer by a noun and an id: they cannot declare themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

_OF_CUSTOMER = "noun = 'customer'"
_NOTES = "note_id IN (SELECT id FROM desk_note WHERE noun = 'customer' AND subject_id = ANY(%(customers)s))"
_LISTS = "checklist_id IN (SELECT id FROM desk_checklist WHERE noun = 'customer' AND subject_id = ANY(%(customers)s))"
_RECORDS = "SELECT id FROM identify_sourcerecord WHERE customer_id = ANY(%(customers)s)"
_VERSIONS = f"SELECT id FROM identify_recordversion WHERE record_id IN ({_RECORDS})"  # noqa: S608 - the text above
_BACKUPS = f"""((place LIKE 'identify_sourcerecord%%' AND record_id IN ({_RECORDS}))
    OR (place LIKE 'identify_recordversion%%' AND record_id IN ({_VERSIONS}))
    OR (place LIKE 'identify_customer%%' AND record_id = ANY(%(customers)s)))"""
_CHANGES = "record_id = ANY(%(customers)s) AND change_id IN (SELECT id FROM views_bulkchange WHERE noun = 'customer')"


def declare_foundation_tables() -> None:
    declare(*_desk(), *_letters(), *_history())


def _desk() -> tuple[Belonging, ...]:
    return (
        Belonging(
            "note", _("Notes"), "desk_note", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
            where=_OF_CUSTOMER, package=("text", "created_at", "edited_at"), free_text=("text",), moment="created_at",
        ),
        Belonging(
            "note_version", _("Earlier versions of notes"), "desk_noteversion", Follows.CUSTOMER, Erasing.DELETE,
            customer="", parent=_NOTES, package=("text", "replaced_at"), free_text=("text",), moment="replaced_at",
        ),
        Belonging(
            "attachment", _("Files"), "desk_attachment", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
            where=_OF_CUSTOMER, package=("name", "media_type", "size", "created_at"), moment="created_at",
        ),
        Belonging(
            "checklist", _("Checklists"), "desk_checklist", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
            where=_OF_CUSTOMER, package=("title", "created_at"), free_text=("title",), moment="created_at",
        ),
        Belonging(
            "checklist_item", _("Items of checklists"), "desk_checklistitem", Follows.CUSTOMER, Erasing.DELETE,
            customer="", parent=_LISTS, package=("text", "done_at"), free_text=("text",),
        ),
        Belonging(
            "follow", _("Who follows them"), "desk_follow", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
            where=_OF_CUSTOMER, moment="created_at",
        ),
        Belonging(
            "star", _("Who starred them"), "desk_star", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
            where=_OF_CUSTOMER, moment="created_at",
        ),
        Belonging(
            "tagging", _("Tags"), "desk_tagging", Follows.CUSTOMER, Erasing.DELETE, customer="subject_id",
            where=_OF_CUSTOMER, package=("tag_id",),
        ),
        Belonging(
            "recent_visit", _("Who looked at them"), "desk_recentvisit", Follows.CUSTOMER, Erasing.DELETE,
            customer="subject_id", where=_OF_CUSTOMER, package=("at",), moment="at",
        ),
        Belonging(
            "notification", _("Notifications"), "desk_notification", Follows.CUSTOMER, Erasing.DELETE,
            customer="subject_id", where=_OF_CUSTOMER, moment="at",
        ),
    )  # fmt: skip


def _letters() -> tuple[Belonging, ...]:
    return (
        Belonging(
            "letter", _("Letters sent"), "letters_delivery", Follows.CUSTOMER, Erasing.DELETE,
            package=("to_address", "subject", "body", "created_at", "sent_at"), free_text=("subject", "body"),
            moment="created_at",
        ),
        Belonging(
            "letter_about", _("Letters sent"), "letters_delivery", Follows.CUSTOMER, Erasing.DELETE,
            customer="subject_id", where=_OF_CUSTOMER,
            package=("to_address", "subject", "body", "created_at", "sent_at"), free_text=("subject", "body"),
            moment="created_at",
        ),
        Belonging(
            "house_mail", _("Mails of the house"), "house_mail_housemail", Follows.CUSTOMER, Erasing.DELETE,
            package=("kind", "created_at", "sent_at"), moment="created_at",
        ),
    )  # fmt: skip


def _history() -> tuple[Belonging, ...]:
    return (
        # Append-only: blanked by the redaction of events alone, which keeps the seal verifiable.
        Belonging(
            "event", _("What happened"), "events_event", Follows.HISTORY, Erasing.BLANK,
            blanked={"before": "'{}'", "after": "'{}'"}, package=("at", "verb", "before", "after"), moment="at",
        ),
        Belonging(
            "event_about", _("What happened"), "events_event", Follows.HISTORY, Erasing.BLANK, customer="subject_id",
            where="subject_kind = 'customer'", blanked={"before": "'{}'", "after": "'{}'"},
            package=("at", "verb", "before", "after"), moment="at",
        ),
        Belonging(
            "bulk_change_row", _("Changes of many records at once"), "views_bulkchangerow", Follows.HISTORY,
            Erasing.BLANK, customer="", parent=_CHANGES, blanked={"before": "'{}'", "after": "'{}'"},
        ),
        Belonging(
            "attribute_backup", _("Values kept when an attribute changed its type"), "attributes_backupvalue",
            Follows.HISTORY, Erasing.DELETE, customer="", parent=_BACKUPS, package=("place", "value"),
        ),
    )  # fmt: skip
