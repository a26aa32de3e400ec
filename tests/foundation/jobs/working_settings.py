from idic.settings import *  # noqa: F403
from idic.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.foundation.jobs.working.WorkingConfig"]
