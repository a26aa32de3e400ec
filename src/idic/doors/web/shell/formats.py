"""Moved to idic.foundation.languages.formats; this file goes when the last importer has followed."""

from idic.foundation.languages.formats import *  # noqa: F403
from idic.foundation.languages.formats import by_name as by_name
