"""The tabs that every record has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.records.tabs import OVERVIEW, Tab, register_tab
from idic.doors.web.records.views_checklists import checklists_part
from idic.doors.web.records.views_files import files_part
from idic.doors.web.records.views_history import history_part
from idic.doors.web.records.views_notes import notes_part


def register_own_tabs() -> None:
    register_tab(Tab(OVERVIEW, _("Overview"), icon="layout-dashboard", order=0))
    register_tab(Tab("notes", _("Notes"), icon="notes", order=20, render=notes_part, count=lambda state: state.notes))
    register_tab(
        Tab("files", _("Files"), icon="paperclip", order=30, render=files_part, count=lambda state: state.files)
    )
    register_tab(Tab("checklists", _("Checklists"), icon="list-check", order=40, render=checklists_part))
    register_tab(Tab("history", _("History"), icon="history", order=90, render=history_part))
    register_tab(
        Tab(
            "relations", _("Relations"), icon="affiliate", order=50, url_name="relations:panel",
            url_args=lambda subject: (subject.pk,), nouns=frozenset({"customer"}),
        )
    )  # fmt: skip
