"""
OrganisationError
├── LogoRefused            no picture that can be read, or a monster
├── EmailRefused           no e-mail address
├── WebsiteRefused         no address of a web site
└── OrganisationOutdated   somebody else changed it since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class OrganisationError(WordedError):
    pass


class LogoRefused(OrganisationError):
    field = "logo"
    sentence = _("This is no picture that can be used. Choose a PNG or JPEG file of at most 5 MB.")


class EmailRefused(OrganisationError):
    field = "email"
    sentence = _("This is no e-mail address.")


class WebsiteRefused(OrganisationError):
    field = "website"
    sentence = _("Write the address of the web site in full, beginning with https://.")


class OrganisationOutdated(OrganisationError):
    sentence = _("Somebody else has changed this since you opened it. Load it again and repeat your change.")
