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
            *_database(), _events(), _policies(), _warehouse(configuration), _jobs(), _broken(), *_outgoing(), _calendars(),
            _links(configuration), _disk(configuration),
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


def _broken() -> Finding:
    from idic.foundation.jobs.queries.broken import broken_lately

    told = [f"{one.task} {one.times:,} times, last {one.last_at:%Y-%m-%d %H:%M} UTC" for one in broken_lately()]
    return Finding(
        "work", not told,
        f"broke within a day: {', '.join(told)}; the log of the worker says why" if told
        else "nothing that the worker does by itself broke within a day",
    )  # fmt: skip


def _policies() -> Finding:
    from idic.foundation.events.queries.standing import policies_that_stand

    standing = [
        f"{one.name} before event {one.event_id} ({one.verb}, {one.since:%Y-%m-%d %H:%M} UTC)"
        for one in policies_that_stand()
    ]
    return Finding(
        "policies", not standing,
        f"stand still, and what they should do waits: {', '.join(standing)}; is IDIC running? Then the log of the worker"
        " says why" if standing else "every policy has heard of every event",
    )  # fmt: skip


def _outgoing() -> list[Finding]:
    """Only what waits too long is a fault of the installation: an address that is refused is one of its owner's."""
    from idic.foundation.jobs.outgoing import outgoing_now

    found = []
    for one in outgoing_now():
        told = [f"{one.late:,} wait too long"] if one.late else []
        told += [f"{one.failed:,} failed in seven days"] if one.failed else []
        told += [f"{one.unsure:,} perhaps sent in seven days"] if one.unsure else []
        if not told:
            continue
        todo = "is IDIC running, and the other side reachable? " if one.late else ""
        found.append(Finding(one.outgoing.name, not one.late, f"{', '.join(told)}; {todo}look at {one.outgoing.place}"))
    return found or [Finding("outgoing", True, "nothing waits too long, failed, or was perhaps sent in seven days")]


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
