"""
ViewError
├── ViewNameMissing      a saved view needs a name
├── ViewOutdated         somebody else changed the view since it was opened
├── ViewNotYours         only its owner, or who may share views, changes it
├── NothingSelected      a bulk change of no record
├── ActUnknown           no room offers this act for these records
├── NotUndoable          the bulk change has not ended, or was undone already
├── NobodyAllowed        the purpose may use none of the selected records
├── PurposeMissing       an export needs a reason, and "something else" needs words
├── OwnApproval          the second pair of eyes must be another person's
├── ExportSettled        the request was decided already, or has expired
└── ExportGone           the file is no longer kept
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class ViewError(WordedError):
    pass


class ViewNameMissing(ViewError):
    sentence = _("Give the view a name.")


class ViewOutdated(ViewError):
    sentence = _("Somebody else has changed this view since you opened it. Load it again, or save yours as a new one.")


class ViewNotYours(ViewError):
    sentence = _("This view belongs to somebody else. Save yours as a new one.")


class NothingSelected(ViewError):
    sentence = _("Nothing is selected. Choose the records first.")


class ActUnknown(ViewError):
    sentence = _("This act is not offered for these records.")


class NotUndoable(ViewError):
    sentence = _("Only a bulk change that has ended, and was not undone yet, can be undone.")


class PurposeMissing(ViewError):
    sentence = _("Say what the export is for. If none of the purposes fits, choose “Something else” and write it.")


class NobodyAllowed(ViewError):
    """`told` says in words who was left out and why."""

    def __init__(self, told: str) -> None:
        self.told = told
        super().__init__(told)

    def __str__(self) -> str:
        return str(_("Nobody is left for this purpose. %(told)s")) % {"told": self.told}


class OwnApproval(ViewError):
    sentence = _("An export is approved by a second person, never by the one who asked for it.")


class ExportSettled(ViewError):
    sentence = _("This export was decided already, or nobody decided in time.")


class ExportGone(ViewError):
    sentence = _("The file is no longer kept. Export the list again.")
