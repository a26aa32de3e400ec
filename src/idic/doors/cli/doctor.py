from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass

import click

from idic.doors.cli import exit_codes
from idic.doors.cli.installation import open_installation
from idic.foundation.configuration import Configuration

# Below this a backup or an import may not fit any more.
_LITTLE_DISK = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    sentence: str


@click.command(epilog="\b\nExamples:\n  idic doctor\n  idic doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> None:
    """Check the database, the chain of events, the warehouse, jobs and disk; say what to do."""
    with open_installation() as configuration:
        findings = [
            *_database(), _events(), _warehouse(configuration), _jobs(), _calendars(), _links(configuration), _disk(configuration)
        ]  # fmt: skip
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            click.echo(f"{'ok     ' if finding.ok else 'PROBLEM'}  {finding.name}: {finding.sentence}")
    if not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(exit_codes.FAILED)


def _database() -> list[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        settings = {}
        for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            cursor.execute(f"SHOW {name}")
            settings[name] = cursor.fetchone()[0]
        cursor.execute("SELECT sum(checksum_failures) FROM pg_stat_database")
        failures = int(cursor.fetchone()[0] or 0)
    off = [name for name, value in settings.items() if value == "off"]
    return [
        Finding("database", True, f"PostgreSQL {version} answers"),
        Finding(
            "durability",
            not off,
            "a write that was acknowledged survives a crash"
            if not off
            else f"switched off: {', '.join(off)}; switch it on",
        ),
        Finding(
            "data pages",
            failures == 0,
            "no damaged page was met"
            if failures == 0
            else f"{failures} damaged pages: restore a backup on another disk",
        ),
    ]


def _events() -> Finding:
    from idic.foundation.events.models import Event, EventSeal
    from idic.foundation.events.operations.seal import seal_settled_events, verify_chain

    seal_settled_events()
    verification = verify_chain()
    if not verification.holds:
        return Finding(
            "events",
            False,
            f"the hash chain is broken between event {verification.broken_first_id} and {verification.broken_last_id}:"
            " somebody changed what is on record; compare with a backup",
        )
    last = EventSeal.objects.order_by("-last_id").values_list("last_id", flat=True).first() or 0
    waiting = Event.objects.filter(id__gt=last).count()
    taken = f"; erasures took values out of {len(verification.redacted):,} ranges" if verification.redacted else ""
    return Finding(
        "events", True, f"the hash chain holds over {verification.events:,} events in {verification.seals:,} seals,"
        f" {waiting:,} not sealed yet{taken}"
    )  # fmt: skip


def _warehouse(configuration: Configuration) -> Finding:
    from idic.warehouse.checking import check_snapshot
    from idic.warehouse.errors import MartMissing, NoSnapshot, SnapshotDamaged
    from idic.warehouse.snapshots import current_snapshot

    try:
        snapshot = current_snapshot(configuration.warehouse_folder)
    except NoSnapshot:
        return Finding("warehouse", True, "nothing published yet; `idic refresh` makes the first snapshot")
    except SnapshotDamaged:
        return Finding("warehouse", False, "the published snapshot lacks a file; run `idic refresh`")
    try:
        check = check_snapshot(snapshot)
    except MartMissing:
        return Finding(
            "warehouse", True, f"snapshot {snapshot.name} is of an older version; `idic refresh` takes a new one"
        )
    if not check.holds:
        wrong = [f"{mart} block {block}" for mart, block in check.other[:3]] + list(check.broken)
        wrong += [f"{check.triggers} triggers are missing or off"] if check.triggers else []
        return Finding(
            "warehouse", False,
            f"snapshot {snapshot.name} does not say what the records say ({', '.join(wrong)}); run `idic refresh --full`",
        )  # fmt: skip
    return Finding(
        "warehouse", True, f"snapshot {snapshot.name} with {sum(snapshot.rows.values()):,} rows; {check.blocks:,} blocks"
        f" say what the records say, but for {check.waiting:,} that changed since",
    )  # fmt: skip


def _jobs() -> Finding:
    from idic.foundation.jobs.enums import JobState
    from idic.foundation.jobs.models import Job

    failed = Job.objects.filter(state=JobState.FAILED).count()
    waiting = Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).count()
    return Finding("jobs", True, f"{waiting:,} waiting or running, {failed:,} failed")


def _calendars() -> Finding:
    from django.utils import timezone

    from idic.foundation.calendars.queries.missing import holidays_missing

    missing = [f"{one.name} {one.year}" for one in holidays_missing(timezone.localdate())]
    return Finding(
        "calendars", not missing,
        f"holidays are missing and would count as working days: {', '.join(missing)}; take them under Business calendars"
        if missing else "every calendar has the holidays that it needs by now",
    )  # fmt: skip


def _links(configuration: Configuration) -> Finding:
    """Mail that leaves the house must not point back at the machine of its reader."""
    lost = configuration.mail_server is not None and not configuration.is_public
    sentence = f"links in mails begin with {configuration.public_url}"
    return Finding(
        "links", not lost, f"{sentence}, which nobody else can open; set IDIC_PUBLIC_URL" if lost else sentence
    )


def _disk(configuration: Configuration) -> Finding:
    free = shutil.disk_usage(configuration.home).free
    enough = free >= _LITTLE_DISK
    sentence = f"{free / 1024**3:,.1f} GB free below {configuration.home}"
    return Finding("disk", enough, sentence if enough else f"only {sentence}; make room")
