"""
PrintError
└── FontsMissing     the fonts were not built: `npm run build` puts them there
"""

from django.utils.translation import gettext_lazy as _


class PrintError(Exception):
    """`str()` is a translated sentence for the reader."""


class FontsMissing(PrintError):
    def __str__(self) -> str:
        return str(_("The fonts for printing are missing. Ask an administrator to set the installation up again."))
