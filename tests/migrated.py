"""A database with every table, kept from run to run as long as no migration changes, and carried on where some are added."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

_SOURCES = Path(__file__).resolve().parent.parent / "src"
# Those of others; which of our settings brings them in does not change from commit to commit.
_OF_OTHERS = ("Django", "django-allauth", "procrastinate")
_MOST_KEPT = 4

Manifest = dict[str, str]


@dataclass(frozen=True)
class Base:
    """`name` is to be made by migrating a copy of `template`."""

    name: str
    template: str
    manifest: Manifest


def present() -> Manifest:
    """What the tables follow from: each migration by its content, and the packages that bring their own."""
    found = {
        str(path.relative_to(_SOURCES)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(_SOURCES.glob("idic/**/migrations/0*.py"))
    }
    return found | {package: version(package) for package in _OF_OTHERS}


def base_of(manifest: Manifest, kept: dict[str, Manifest]) -> Base:
    """Carries on the one that holds most of it and nothing else."""
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
    within = {name: one for name, one in kept.items() if one.items() <= manifest.items()}
    nearest = max(within, key=lambda name: len(within[name]), default="template0")
    return Base(f"migrated_{digest}", nearest, manifest)


def kept_in(folder: Path, connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, Manifest]:
    """The newest last. A database whose server was made anew is not there any more."""
    there = {str(name) for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
    files = sorted(folder.glob("migrated_*.json"), key=lambda path: path.stat().st_mtime)
    return {path.stem: json.loads(path.read_text()) for path in files if path.stem in there}


def keep(
    folder: Path, base: Base, drop: Callable[[str], None], connection: psycopg.Connection[tuple[object, ...]]
) -> None:
    for name in _too_many(kept_in(folder, connection)):
        (folder / f"{name}.json").unlink()
        drop(name)
    (folder / f"{base.name}.json").write_text(json.dumps(base.manifest))


def _too_many(kept: dict[str, Manifest]) -> Iterator[str]:
    yield from list(kept)[: max(0, len(kept) + 1 - _MOST_KEPT)]


def renamed(connection: psycopg.Connection[tuple[object, ...]], draft: str, name: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
