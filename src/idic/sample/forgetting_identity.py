"""What hangs on the sample's customers in the rooms of merging, of record linkage and of arriving files."""

from __future__ import annotations

from django.db import connection

_GOING = "(SELECT id FROM going)"
_RECORDS = "(SELECT id FROM going_record)"
_BATCHES = "(SELECT b.id FROM identify_importbatch b JOIN identify_source s ON s.id = b.source_id WHERE s.is_sample)"
_SCHEDULES = "(SELECT h.id FROM arrivals_schedule h JOIN identify_source s ON s.id = h.source_id WHERE s.is_sample)"
_MERGES = f"(SELECT id FROM merging_merge WHERE survivor_id IN {_GOING} OR absorbed_id IN {_GOING})"
# A run that somebody else approved, or whose weights another run took, is that person's by now; one that looked at a file
# of the sample goes with the file.
_RUNS = f"""
(SELECT r.id FROM linkage_linkagerun r LEFT JOIN accounts_user u ON u.id = r.by_id
 LEFT JOIN accounts_user a ON a.id = r.approved_by_id
 WHERE (u.is_sample AND (r.approved_at IS NULL OR a.is_sample) OR r.batch_id IN {_BATCHES})
   AND NOT EXISTS (SELECT FROM linkage_linkagerun x WHERE x.reused_id = r.id AND x.id <> r.id))
"""
_STATEMENTS = (
    ("pairs", f"""DELETE FROM linkage_linkagepair WHERE first_customer_id IN {_GOING} OR second_customer_id IN {_GOING}
        OR first_record_id IN {_RECORDS} OR second_record_id IN {_RECORDS}"""),
    ("pairs", f"DELETE FROM linkage_label WHERE first_record_id IN {_RECORDS} OR second_record_id IN {_RECORDS}"),
    ("pairs", f"UPDATE linkage_linkagepair SET merge_id = NULL WHERE merge_id IN {_MERGES}"),
    ("runs", f"UPDATE linkage_label SET run_id = NULL WHERE run_id IN {_RUNS}"),
    ("runs", f"DELETE FROM linkage_linkagepair WHERE run_id IN {_RUNS}"),
    ("runs", f"DELETE FROM linkage_linkagerun WHERE id IN {_RUNS}"),
    ("runs", f"UPDATE linkage_linkagerun SET batch_id = NULL WHERE batch_id IN {_BATCHES}"),
    ("merges", f"""DELETE FROM merging_cannotlink WHERE first_customer_id IN {_GOING} OR second_customer_id IN {_GOING}
        OR first_record_id IN {_RECORDS} OR second_record_id IN {_RECORDS}"""),
    ("merges", f"UPDATE merging_cannotlink SET merge_id = NULL WHERE merge_id IN {_MERGES}"),
    ("merges", f"DELETE FROM merging_judgement WHERE record_id IN {_RECORDS} OR merge_id IN {_MERGES}"),
    ("merges", f"DELETE FROM merging_movedrecord WHERE record_id IN {_RECORDS} OR merge_id IN {_MERGES}"),
    ("merges", f"DELETE FROM merging_movedrows WHERE merge_id IN {_MERGES}"),
    ("merges", f"DELETE FROM merging_merge WHERE id IN {_MERGES}"),
    ("arrivals", f"DELETE FROM arrivals_change WHERE batch_id IN {_BATCHES}"),
    ("arrivals", f"DELETE FROM arrivals_trial WHERE batch_id IN {_BATCHES}"),
    ("arrivals", f"DELETE FROM arrivals_undoing WHERE batch_id IN {_BATCHES}"),
    ("arrivals", f"UPDATE arrivals_arrival SET batch_id = NULL WHERE batch_id IN {_BATCHES}"),
    ("arrivals", f"DELETE FROM arrivals_arrival WHERE schedule_id IN {_SCHEDULES}"),
    ("arrivals", f"DELETE FROM arrivals_schedule WHERE id IN {_SCHEDULES}"),
)  # fmt: skip


def forget_sample_identity() -> tuple[dict[str, int], list[str]]:
    """In the caller's transaction, with the temporary tables `going` and `going_record`, while the sources are still
    there. How many rows went, and the files that waited in quarantine."""
    counts: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT path FROM arrivals_arrival WHERE path <> '' AND schedule_id IN {_SCHEDULES}")
        paths = [row[0] for row in cursor.fetchall()]
        for step, statement in _STATEMENTS:
            cursor.execute(statement)
            if statement.lstrip().startswith("DELETE"):
                counts[step] = counts.get(step, 0) + cursor.rowcount
    return counts, paths
