import dataclasses
import stat
from pathlib import Path

import pytest

from idic.foundation.configuration import SETTINGS, Configuration, ConfigurationError, load_configuration

SETTINGS_PAGE = Path(__file__).parents[2] / "docs" / "guides" / "settings.md"


def load(home: Path, **environ: str) -> Configuration:
    return load_configuration({"IDIC_HOME": str(home), "PATH": "/usr/bin", **environ})


def test_nothing_but_a_home_is_needed(tmp_path: Path) -> None:
    configuration = load(tmp_path)
    assert (configuration.host, configuration.port) == ("127.0.0.1", 8000)
    assert configuration.web_address == "http://127.0.0.1:8000"
    assert (configuration.time_zone.key, configuration.currency, configuration.language) == (
        "Asia/Bangkok",
        "THB",
        "en",
    )
    assert configuration.database.embedded
    assert configuration.trusted_proxies == ()
    assert configuration.mail_server is None
    assert not configuration.debug


def test_an_empty_value_means_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, IDIC_PORT="", IDIC_CURRENCY=" ") == load(tmp_path)


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = load(tmp_path / "new home").secret_key
    file = tmp_path / "new home" / "secret"
    assert load(tmp_path / "new home").secret_key == first == file.read_text().strip()
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sorted(path.name for path in file.parent.iterdir()) == ["secret"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IDIC_PORT", "0"),
        ("IDIC_PORT", "65536"),
        ("IDIC_PORT", "八千"),
        ("IDIC_DEBUG", "maybe"),
        ("IDIC_TIME_ZONE", "Siam"),
        ("IDIC_TIME_ZONE", "../../etc/passwd"),
        ("IDIC_CURRENCY", "baht"),
        ("IDIC_LANGUAGE", "fr"),
        ("IDIC_ALLOWED_HOSTS", "https://crm.example.org"),
        ("IDIC_ALLOWED_HOSTS", ","),
        ("IDIC_PUBLIC_URL", "crm.example.org"),
        ("IDIC_PUBLIC_URL", "ftp://crm.example.org"),
        ("IDIC_PUBLIC_URL", "https://crm.example.org/idic"),
        ("IDIC_PUBLIC_URL", "https://somebody@crm.example.org"),
        ("IDIC_PUBLIC_URL", "https://crm.example.org:door"),
        ("IDIC_TRUSTED_PROXY", "the proxy"),
        ("IDIC_EMAIL_URL", "mail.example.org"),
        ("IDIC_EMAIL_URL", "smtp://mail.example.org:none"),
        ("IDIC_WEB_WORKERS", "0"),
        ("IDIC_WEB_WORKERS", "two"),
        ("IDIC_SECRET_KEY", "short"),
        ("IDIC_OIDC_ISSUER", "http://sso.example.org"),
        ("IDIC_OIDC_ISSUER", "sso.example.org"),
        ("IDIC_OIDC_ISSUER", "https://user@sso.example.org"),
        ("IDIC_OIDC_CREATE", "administrator"),
        ("IDIC_OIDC_CREATE", "Sales People"),
        ("IDIC_OIDC_SECRET", "hunter2"),
        ("IDIC_REQUIRE_SECOND_FACTOR", ","),
        ("IDIC_REQUIRE_SECOND_FACTOR", "Administrator!"),
        ("DATABASE_URL", "mysql://idic@host/idic"),
        ("DATABASE_URL", "postgresql://idic@host"),
        ("DATABASE_URL", "postgresql:///idic"),
        ("DATABASE_URL", "postgresql://host/idic"),
        ("DATABASE_URL", "postgresql://idic@host:port/idic"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name) as refusal:
        load(tmp_path, **{name: value})
    assert str(refusal.value).count("\n") == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IDIC_SECRET_KEY", "hunter2"),
        ("IDIC_OIDC_SECRET", "hunter2"),
        ("DATABASE_URL", "mysql://idic:hunter2@host/idic"),
        ("IDIC_EMAIL_URL", "http://idic:hunter2@h"),
    ],
)
def test_a_refusal_never_shows_a_password(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path, **{name: value})
    assert "hunter2" not in str(refusal.value)


def test_a_misspelt_setting_is_refused_with_the_likely_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"IDIC_PROT is not a setting of IDIC; did you mean IDIC_PORT\?"):
        load(tmp_path, IDIC_PROT="8080")


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(ConfigurationError, match="IDIC_HOME"):
        load(tmp_path / "home")


def test_a_damaged_secret_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    with pytest.raises(ConfigurationError, match="damaged"):
        load(tmp_path)


def test_a_database_url_may_escape_its_parts_and_carry_options(tmp_path: Path) -> None:
    url = "postgresql://crm%40head:p%2Fw%3A@db.example.org:6432/crm%20th?sslmode=require"
    address = load(tmp_path, DATABASE_URL=url).database
    assert address.parameters() == {
        "host": "db.example.org",
        "port": "6432",
        "dbname": "crm th",
        "user": "crm@head",
        "password": "p/w:",
        "sslmode": "require",
    }
    assert not address.embedded
    assert "p/w:" not in repr(address)


def test_a_database_url_may_name_a_socket(tmp_path: Path) -> None:
    address = load(tmp_path, DATABASE_URL="postgresql://idic@/idic?host=/run/postgresql").database
    assert (address.host, address.port, address.name) == ("/run/postgresql", 5432, "idic")


def test_proxies_are_addresses_or_networks(tmp_path: Path) -> None:
    proxies = load(tmp_path, IDIC_TRUSTED_PROXY="10.0.0.0/8, ::1").trusted_proxies
    assert [str(network) for network in proxies] == ["10.0.0.0/8", "::1/128"]


def test_the_mail_server_is_read_with_its_kind_of_encryption(tmp_path: Path) -> None:
    server = load(tmp_path, IDIC_EMAIL_URL="smtp+starttls://me:p%40w@mail.example.org").mail_server
    assert server is not None
    assert dataclasses.astuple(server) == ("mail.example.org", 587, "me", "p@w", True, False)


def test_single_sign_on_needs_all_its_settings_or_none(tmp_path: Path) -> None:
    given = {"IDIC_OIDC_ISSUER": "https://sso.example.org/realms/crm/", "IDIC_OIDC_CLIENT_ID": "idic"}
    with pytest.raises(ConfigurationError, match="IDIC_OIDC_SECRET is missing"):
        load(tmp_path, **given)
    found = load(tmp_path, **given, IDIC_OIDC_SECRET="s", IDIC_OIDC_CREATE="sales").single_sign_on
    assert found is not None
    assert (found.issuer, found.create_role, found.trusts_unverified_email) == (
        "https://sso.example.org/realms/crm", "sales", False,
    )  # fmt: skip
    assert load(tmp_path).single_sign_on is None


def test_a_second_factor_may_be_asked_of_some_roles_or_of_everybody(tmp_path: Path) -> None:
    some = load(tmp_path, IDIC_REQUIRE_SECOND_FACTOR="administrator, manager")
    assert [some.requires_second_factor(role) for role in ("administrator", "manager", "sales")] == [True, True, False]
    assert load(tmp_path, IDIC_REQUIRE_SECOND_FACTOR="everybody").requires_second_factor("sales")
    assert not load(tmp_path).requires_second_factor("administrator")


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000"), ("::", "http://[::1]:8000")],
)
def test_the_address_shown_is_one_that_can_be_typed(tmp_path: Path, host: str, address: str) -> None:
    assert load(tmp_path, IDIC_HOST=host).web_address == address


def test_the_settings_page_lists_every_setting_as_it_is() -> None:
    page = SETTINGS_PAGE.read_text(encoding="utf-8")
    rows = [
        line
        for line in page.splitlines()
        if line.startswith(("| `IDIC_", "| `DATABASE_", "| `WAREHOUSE_", "| `SPARK_"))
    ]
    assert rows == [f"| `{s.name}` | {s.kind} | {s.default_text} | {s.help} |" for s in SETTINGS]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"IDIC_HOST": "0.0.0.0", "IDIC_PORT": "80"}, "http://127.0.0.1:80"),
        ({"IDIC_ALLOWED_HOSTS": "localhost,*,.example.org,crm.example.org"}, "http://crm.example.org:8000"),
        ({"IDIC_ALLOWED_HOSTS": "crm.example.org", "IDIC_TRUSTED_PROXY": "10.0.0.1"}, "https://crm.example.org"),
        (
            {"IDIC_ALLOWED_HOSTS": ".example.org", "IDIC_PUBLIC_URL": "https://crm.example.org:8443/"},
            "https://crm.example.org:8443",
        ),
        ({"IDIC_ALLOWED_HOSTS": "*", "IDIC_PUBLIC_URL": "http://10.0.0.5:8000"}, "http://10.0.0.5:8000"),
    ],
)
def test_links_that_leave_the_house_begin_with_the_public_address(
    environ: dict[str, str], expected: str, tmp_path: Path
) -> None:
    assert load(tmp_path, **environ).public_url == expected


def test_a_public_address_that_would_be_refused_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="IDIC_ALLOWED_HOSTS lacks its name"):
        load(tmp_path, IDIC_PUBLIC_URL="https://crm.example.org")


def test_every_setting_that_is_read_stands_in_the_list(tmp_path: Path) -> None:
    assert load(tmp_path, IDIC_SCAN_COMMAND="clamdscan").scan_command == "clamdscan"
