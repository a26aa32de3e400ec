"""The tables brought up to date, in steps of which a kill leaves each either done and written down, or not begun."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class _Steps(MigrationExecutor):
    """Django writes down that a migration was made after its transaction, and tells what fills new tables after the
    last one. Killed in between, it would make it again at the next start and find it there, or never fill them."""

    left = 0

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        with transaction.atomic():
            made = super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
            self.left -= 1
            if not self.left:
                emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        return made


def bring_up_to_date(said: Callable[[int], None]) -> None:
    """`said` is told the number of steps, where there are any. The caller sees to it that nobody else does the same."""
    steps = _Steps(connection)
    steps.loader.check_consistent_history(connection)
    targets = steps.loader.graph.leaf_nodes()
    plan = steps.migration_plan(targets)
    if not plan:
        return
    steps.left = len(plan)
    said(steps.left)
    applied = [key for key in steps.loader.applied_migrations if key in steps.loader.graph.nodes]
    before = steps.loader.project_state(applied)
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=connection.alias, apps=before.apps, plan=plan)
    steps.migrate(targets, plan=plan)
