from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from idic.foundation.configuration.addresses import ALLOWED_HOSTS, HOST, PORT, PUBLIC_URL, TRUSTED_PROXY, is_allowed
from idic.foundation.configuration.configuration import Configuration
from idic.foundation.configuration.engines import SNAPSHOTS_KEPT, SPARK_MASTER, WAREHOUSE_ENGINE
from idic.foundation.configuration.errors import ConfigurationError
from idic.foundation.configuration.files import (
    ATTACHMENT_LIMIT_MB,
    EXPORT_FOUR_EYES,
    IMPORT_FOLDER,
    IMPORT_HOSTS,
    SCAN_COMMAND,
    WEBHOOK_HOSTS,
)
from idic.foundation.configuration.installation import DATABASE_URL, DEBUG, HOME, SECRET_KEY, WEB_WORKERS
from idic.foundation.configuration.listed import SETTINGS
from idic.foundation.configuration.mail import EMAIL_FROM, EMAIL_URL
from idic.foundation.configuration.region import CURRENCY, LANGUAGE, TIME_ZONE
from idic.foundation.configuration.secret_key import kept_secret
from idic.foundation.configuration.sign_in import REQUIRE_SECOND_FACTOR, single_sign_on


def load_configuration(environ: Mapping[str, str]) -> Configuration:
    """Reads every setting, or raises ConfigurationError for the first that cannot be used.

    Makes IDIC_HOME, and the secret key in it, when they are not there yet.
    """
    _refuse_unknown_names(environ)
    home = HOME.read(environ)
    _make_home(home)
    return Configuration(
        home=home,
        host=HOST.read(environ),
        port=PORT.read(environ),
        external_database=DATABASE_URL.read(environ),
        secret_key=SECRET_KEY.read(environ) or kept_secret(home),
        debug=DEBUG.read(environ),
        time_zone=TIME_ZONE.read(environ),
        currency=CURRENCY.read(environ),
        language=LANGUAGE.read(environ),
        allowed_hosts=ALLOWED_HOSTS.read(environ),
        public_address=_public_address(environ),
        trusted_proxies=TRUSTED_PROXY.read(environ),
        mail_server=EMAIL_URL.read(environ),
        mail_from=EMAIL_FROM.read(environ),
        export_four_eyes=EXPORT_FOUR_EYES.read(environ),
        webhook_hosts=WEBHOOK_HOSTS.read(environ),
        import_hosts=IMPORT_HOSTS.read(environ),
        import_folder=IMPORT_FOLDER.read(environ) or home / "arrivals",
        attachment_limit_mb=ATTACHMENT_LIMIT_MB.read(environ),
        scan_command=SCAN_COMMAND.read(environ),
        web_workers=WEB_WORKERS.read(environ),
        warehouse_engine=WAREHOUSE_ENGINE.read(environ),
        spark_master=SPARK_MASTER.read(environ),
        snapshots_kept=SNAPSHOTS_KEPT.read(environ),
        single_sign_on=single_sign_on(environ),
        second_factor_roles=REQUIRE_SECOND_FACTOR.read(environ),
    )


def _public_address(environ: Mapping[str, str]) -> str:
    """A link that IDIC itself would refuse is worse than none."""
    url = PUBLIC_URL.read(environ)
    if url and not is_allowed(url, ALLOWED_HOSTS.read(environ)):
        raise ConfigurationError(f"IDIC_PUBLIC_URL is “{url}”, but IDIC_ALLOWED_HOSTS lacks its name; add it there.")
    return url


def _refuse_unknown_names(environ: Mapping[str, str]) -> None:
    known = [setting.name for setting in SETTINGS]
    for name in sorted(environ):
        if name.startswith("IDIC_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean {near[0]}?" if near else "docs/guides/settings.md lists them."
            raise ConfigurationError(f"{name} is not a setting of IDIC; {advice}")


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"IDIC_HOME cannot be made at {home}: {error.strerror}. Set IDIC_HOME to a folder you may write to."
        ) from None
