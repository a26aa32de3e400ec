from dataclasses import asdict, dataclass

from idic.foundation.storage.errors import BackupDamaged

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
FILES = "files"
SECRET = "secret"  # noqa: S105 - the name of the file, not its content


@dataclass(frozen=True)
class Member:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    format: int
    idic: str
    postgresql: int
    at: str
    members: tuple[Member, ...]

    def as_data(self) -> dict[str, object]:
        return asdict(self)


def parse_manifest(data: object) -> Manifest:
    try:
        if not isinstance(data, dict):
            raise TypeError
        members = tuple(
            Member(name=str(member["name"]), size=int(member["size"]), sha256=str(member["sha256"]))
            for member in data["members"]
        )
        return Manifest(
            format=int(data["format"]),
            idic=str(data["idic"]),
            postgresql=int(data["postgresql"]),
            at=str(data["at"]),
            members=members,
        )
    except (KeyError, TypeError, ValueError):
        raise BackupDamaged("The list of contents in the backup is damaged; use another backup.") from None
