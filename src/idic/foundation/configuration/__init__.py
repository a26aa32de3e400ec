"""Every setting IDIC reads from the environment, in one typed list; nothing else reads the environment."""

from idic.foundation.configuration.addresses import LOCAL_HOSTS
from idic.foundation.configuration.configuration import Configuration
from idic.foundation.configuration.errors import ConfigurationError
from idic.foundation.configuration.listed import SETTINGS
from idic.foundation.configuration.loading import load_configuration
from idic.foundation.configuration.mail import MailServer
from idic.foundation.configuration.region import LANGUAGES
from idic.foundation.configuration.setting import Setting
from idic.foundation.configuration.sign_in import SingleSignOn

__all__ = [
    "LANGUAGES",
    "LOCAL_HOSTS",
    "SETTINGS",
    "Configuration",
    "ConfigurationError",
    "MailServer",
    "Setting",
    "SingleSignOn",
    "load_configuration",
]
