"""An authority of our own, and what it issues: good, run out, for another name."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificate:
    own: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> str:
        return self.own.public_bytes(Encoding.PEM).decode()

    @property
    def key_pem(self) -> str:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    def files(self, folder: Path) -> tuple[Path, Path]:
        """Of the certificate and of its key."""
        own, key = folder / f"{self.own.serial_number}.pem", folder / f"{self.own.serial_number}.key"
        own.write_text(self.pem)
        key.write_text(self.key_pem)
        return own, key

    def context(self, folder: Path) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.files(folder))
        return context


def authority(name: str = "Our own authority") -> Certificate:
    return _made(name, None, [], days=30)


def issued(by: Certificate | None, *names: str, days: int = 30) -> Certificate:
    """For these names and addresses; signed by itself where nobody issues it, and run out where the days are negative."""
    return _made(names[0], by, list(names), days=days)


def _made(name: str, issuer: Certificate | None, names: list[str], *, days: int) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    until = datetime.now(UTC) + timedelta(days=days)
    maker = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.own.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=60))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None), critical=True)
    )
    if names:
        maker = maker.add_extension(x509.SubjectAlternativeName([_name(one) for one in names]), critical=False)
    return Certificate(maker.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)
