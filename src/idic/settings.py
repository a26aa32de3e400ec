"""Django's settings, all derived from `foundation.configuration`: that folder is the list an operator reads."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from idic.foundation.configuration import load_configuration

CONFIGURATION = load_configuration(os.environ)
PACKAGE = Path(__file__).resolve().parent

SECRET_KEY = CONFIGURATION.secret_key
DEBUG = CONFIGURATION.debug
ALLOWED_HOSTS = list(CONFIGURATION.allowed_hosts)
ROOT_URLCONF = "idic.urls"
WSGI_APPLICATION = "idic.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "idic.foundation.stamps",
    "idic.foundation.accounts",
    "idic.foundation.events",
    "idic.foundation.tokens",
    "idic.foundation.jobs",
    "idic.foundation.house_mail",
    "idic.foundation.desk",
    "idic.foundation.limits",
    "idic.foundation.organisation",
    "idic.foundation.letters",
    "idic.foundation.attributes",
    "idic.foundation.calendars",
    "idic.foundation.views",
    "idic.warehouse",
    "idic.domain.identify",
    "idic.domain.identify.arrivals",
    "idic.domain.identify.merging",
    "idic.domain.identify.linkage",
    "idic.domain.identify.privacy",
    "idic.domain.catalogue",
    "idic.domain.work",
    "idic.domain.differentiate",
    "idic.domain.sales",
    "idic.domain.interact",
    "idic.domain.interact.standards",
    "idic.domain.interact.cases",
    "idic.domain.interact.complaints",
    "idic.domain.interact.mail",
    "idic.domain.interact.knowledge",
    "idic.domain.interact.plans",
    "idic.domain.interact.telephony",
    "idic.domain.interact.counter",
    "idic.domain.interact.papers",
    "idic.domain.interact.fax",
    "idic.domain.interact.web_forms",
    "idic.domain.interact.portal",
    "idic.domain.interact.chat",
    "idic.domain.interact.hooks",
    "idic.domain.customize",
    "idic.domain.customize.loyalty",
    "idic.sample",
    "idic.loop",
    "idic.loop.automation",
    "idic.doors.feeds.mail",
    "idic.doors.feeds.hooks",
    "idic.doors.feeds.line",
    "idic.doors.feeds.cti",
    "idic.doors.web.shell",
    "idic.doors.web",
]

MIDDLEWARE = [
    "idic.doors.web.shell.proxies.TrustedProxyMiddleware",
    "idic.doors.web.shell.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "idic.doors.web.sign_in.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "idic.doors.web.sign_in.middleware.LastSeenMiddleware",
    "idic.doors.web.shell.middleware.PreferencesMiddleware",
    "idic.doors.web.sign_in.middleware.SecondFactorMiddleware",
    "idic.doors.web.shell.middleware.ToastMiddleware",
    "idic.doors.web.refusals.RefusalsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            # Django's own tags, each remembering what does not change from one page to the next.
            "builtins": ["idic.doors.web.shell.addresses"],
            "libraries": {"i18n": "idic.doors.web.shell.words"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "idic.doors.web.shell.context.shell",
            ],
        },
    }
]

_DATABASE = CONFIGURATION.database
DATABASES = {
    "default": {
        "ENGINE": "idic.foundation.storage.backend",
        "NAME": _DATABASE.name,
        "USER": _DATABASE.user,
        "PASSWORD": _DATABASE.password,
        "HOST": _DATABASE.host,
        "PORT": str(_DATABASE.port),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(_DATABASE.options),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, so that every web process counts the same failed sign-ins.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "idic.doors.web.sign_in.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
# How long a confirmation by password or code serves for acts on the own account.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "idic.doors.web.sign_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "idic.doors.web.sign_in.forms.CodeForm",
    "reauthenticate": "idic.doors.web.sign_in.forms.ConfirmingCodeForm",
    "authenticate_webauthn": "idic.doors.web.sign_in.passkey_forms.SecondStepPasskeyForm",
    "login_webauthn": "idic.doors.web.sign_in.passkey_forms.SignInPasskeyForm",
    "reauthenticate_webauthn": "idic.doors.web.sign_in.passkey_forms.ConfirmingPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "IDIC"
# The code before and the one after count too: clocks of telephones differ, and typing takes its time.
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "idic.doors.web.sign_in.single_sign_on.SingleSignOnAdapter"
# A link, not a form: the security policy lets no form lead to another host. Nothing is changed by opening it.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
_PROVIDER = CONFIGURATION.single_sign_on
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": _PROVIDER.name,
                "client_id": _PROVIDER.client_id,
                "secret": _PROVIDER.secret,
                "settings": {"server_url": _PROVIDER.issuer},
            }
        ]
        if _PROVIDER
        else [],
    }
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIGURATION.trusted_proxies else 0

SESSION_ENGINE = "idic.foundation.accounts.session_store"
MESSAGE_STORAGE = "idic.doors.web.shell.message_storage.MessageStorage"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "idic.doors.web.shell.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if CONFIGURATION.trusted_proxies:
    # Behind a proxy that speaks TLS, cookies must never travel in the clear.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
    CSRF_TRUSTED_ORIGINS += [CONFIGURATION.public_address] if CONFIGURATION.public_address else []

LANGUAGE_CODE = CONFIGURATION.language
LANGUAGES = [
    ("en", _("English")),
    ("th", _("Thai")),
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = CONFIGURATION.time_zone.key

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static_collected"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(CONFIGURATION.files_folder)},
    },
    "staticfiles": {"BACKEND": "idic.doors.web.shell.storage.RememberingStaticFilesStorage"},
}
# Files are read from disk while they are uploaded, so that a large one never sits in memory.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# One field for each column of the widest file that is read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

_MAIL = CONFIGURATION.mail_server
DEFAULT_FROM_EMAIL = CONFIGURATION.mail_from
if _MAIL is None:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(CONFIGURATION.mail_folder)
else:
    EMAIL_BACKEND = "idic.foundation.house_mail.server.Backend"
    EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.implicit_tls

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "idic.foundation.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"idic": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}

# The shell words the i18n tags itself, under the same name and with the same meaning (doors/web/shell/words.py).
SILENCED_SYSTEM_CHECKS = ["account.W001", "templates.W003"]
