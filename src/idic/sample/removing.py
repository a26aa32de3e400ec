"""One click takes the sample company away; what people brought themselves stays."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.operations.segments import evaluate_all_segments
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import ImportBatch
from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Attachment
from idic.foundation.desk.operations.forgetting import forget_records
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.files.storage import remove_file
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import Progress
from idic.sample.forgetting import forget_sample_desk
from idic.sample.forgetting_identity import forget_sample_identity
from idic.sample.forgetting_privacy import forget_sample_privacy, forget_sample_words
from idic.sample.parting import HOMES, part_sample_from_own
from idic.sample.service.forgetting import CASES as GOING_CASES
from idic.sample.service.forgetting import STATEMENTS as CASE_STATEMENTS
from idic.sample.service.forgetting_loyalty import STATEMENTS as LOYALTY_STATEMENTS
from idic.sample.service.forgetting_plans import STATEMENTS as PLAN_STATEMENTS

# With those that were merged into one that goes.
_GOING = f"""
CREATE TEMPORARY TABLE going ON COMMIT DROP AS
WITH RECURSIVE home AS ({HOMES}), gone AS (
    SELECT id FROM home WHERE invented
    UNION
    SELECT c.id FROM identify_customer c JOIN gone ON c.merged_into_id = gone.id
)
SELECT id FROM gone
"""

_SAMPLE_RECORDS = """
SELECT r.id FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
WHERE s.is_sample OR r.customer_id IN (SELECT id FROM going)
"""

# What the sample's people planned, and whatever else hangs on a customer that goes.
_GOING_TASKS = """
CREATE TEMPORARY TABLE going_task ON COMMIT DROP AS
SELECT t.id FROM work_task t JOIN accounts_user u ON u.id = t.created_by_id
WHERE u.is_sample OR t.customer_id IN (SELECT id FROM going)
"""

# What hangs on any record speaks of it as (noun, id).
_HANGING = (
    "(noun = 'customer' AND subject_id IN (SELECT id FROM going)"
    " OR noun = 'task' AND subject_id IN (SELECT id FROM going_task)"
    " OR noun = 'case' AND subject_id IN (SELECT id FROM going_case))"
)
# In the order of the foreign keys, from the leaves to the root.
_STATEMENTS = (
    ("letters", f"DELETE FROM letters_delivery WHERE {_HANGING}"),
    ("letters", "DELETE FROM house_mail_housemail WHERE customer_id IN (SELECT id FROM going)"),
    *PLAN_STATEMENTS,
    *LOYALTY_STATEMENTS,
    *CASE_STATEMENTS,
    (
        "relations",
        "DELETE FROM identify_relation WHERE source_id IN (SELECT id FROM going) OR target_id IN (SELECT id FROM going)",
    ),
    ("relations", "DELETE FROM identify_householdmember WHERE customer_id IN (SELECT id FROM going)"),
    (
        "relations",
        "DELETE FROM identify_household h WHERE NOT EXISTS"
        " (SELECT FROM identify_householdmember m WHERE m.household_id = h.id)",
    ),
    ("relations", "DELETE FROM identify_walletshare WHERE customer_id IN (SELECT id FROM going)"),
    ("campaigns", "DELETE FROM customize_redemption WHERE record_id IN (SELECT id FROM going_record)"),
    ("campaigns", "DELETE FROM customize_campaigncontact WHERE record_id IN (SELECT id FROM going_record)"),
    ("campaigns", "DELETE FROM customize_campaign WHERE is_sample"),
    (
        "tasks",
        "DELETE FROM work_participant p WHERE customer_id IN (SELECT id FROM going)"
        " OR task_id IN (SELECT id FROM going_task)",
    ),
    ("tasks", "DELETE FROM work_task WHERE id IN (SELECT id FROM going_task)"),
    ("follow_ups", "DELETE FROM interact_followup WHERE customer_id IN (SELECT id FROM going)"),
    (
        "purchases",
        "DELETE FROM sales_purchaseline l USING sales_purchase p, identify_source s"
        " WHERE p.id = l.purchase_id AND s.id = p.source_id AND s.is_sample",
    ),
    ("purchases", "DELETE FROM sales_purchase p USING identify_source s WHERE s.id = p.source_id AND s.is_sample"),
    (
        "products",
        "DELETE FROM catalogue_product i WHERE NOT EXISTS (SELECT FROM sales_purchaseline l WHERE l.product_id = i.id)"
        " AND NOT EXISTS (SELECT FROM cases_case k WHERE k.product_id = i.id)"
        " AND NOT EXISTS (SELECT FROM complaints_correctiveaction a WHERE a.product_id = i.id)",
    ),
    ("scores", "DELETE FROM differentiate_segmentmembership WHERE customer_id IN (SELECT id FROM going)"),
    ("scores", "DELETE FROM differentiate_customerscore WHERE customer_id IN (SELECT id FROM going)"),
    ("scores", "UPDATE differentiate_customerscore SET refresh_id = NULL WHERE refresh_id IS NOT NULL"),
    ("scores", "DELETE FROM differentiate_refresh"),
    # what was learned or read from figures that stand no longer
    ("scores", "DELETE FROM differentiate_executivereading"),
    ("scores", "DELETE FROM differentiate_analysis WHERE snapshot <> ''"),
    ("scores", "DELETE FROM differentiate_listedcustomer WHERE customer_id IN (SELECT id FROM going)"),
    ("scores", "DELETE FROM differentiate_prediction"),
    ("scores", "DELETE FROM differentiate_risklistentry"),
    ("scores", "DELETE FROM differentiate_risklist"),
    ("scores", "DELETE FROM differentiate_modeldrift"),
    ("scores", "DELETE FROM differentiate_trainedmodel"),
    ("customers", "DELETE FROM identify_contactpoint WHERE record_id IN (SELECT id FROM going_record)"),
    ("customers", "DELETE FROM identify_link WHERE record_id IN (SELECT id FROM going_record)"),
    ("customers", "DELETE FROM identify_recordversion WHERE record_id IN (SELECT id FROM going_record)"),
    ("customers", "DELETE FROM identify_sourcerecord WHERE id IN (SELECT id FROM going_record)"),
    (
        "customers",
        "DELETE FROM identify_possibleduplicate WHERE first_id IN (SELECT id FROM going) OR second_id IN (SELECT id FROM going)",
    ),
    ("customers", "DELETE FROM identify_customer WHERE id IN (SELECT id FROM going)"),
)


def remove_sample_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    job = Job.objects.select_related("created_by").filter(pk=progress.job_id).first()
    return remove_sample(progress, by=job.created_by if job else None)


def remove_sample(progress: Progress, *, by: User | None) -> dict[str, object]:
    """All or nothing. The events stay: that the sample was there, and who removed it, is part of what happened."""
    paths = list(ImportBatch.objects.filter(source__is_sample=True).values_list("path", flat=True))
    with transaction.atomic():
        part_sample_from_own()
        counts, attached = _delete(progress)
        evaluate_all_segments(at=timezone.now())
        append_event(NewEvent("sample.removed", "sample", 0, after=counts), by=by)
    still_used = set(Attachment.objects.filter(path__in=attached).values_list("path", flat=True))
    for path in [*paths, *(set(attached) - still_used)]:
        remove_file(path)
    shutil.rmtree(settings.CONFIGURATION.warehouse_folder, ignore_errors=True)
    return dict(counts)


def _delete(progress: Progress) -> tuple[dict[str, int], list[str]]:
    """How much of each went, and the files that were attached to it."""
    counts: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(_GOING)
        cursor.execute(f"CREATE TEMPORARY TABLE going_record ON COMMIT DROP AS {_SAMPLE_RECORDS}")
        cursor.execute(_GOING_TASKS)
        cursor.execute(GOING_CASES)
        cursor.execute(
            "CREATE INDEX ON going (id); CREATE INDEX ON going_record (id); ANALYZE going; ANALYZE going_record"
        )
        cursor.execute(
            "SELECT DISTINCT customer_id FROM identify_sourcerecord WHERE id IN (SELECT id FROM going_record)"
            " AND customer_id NOT IN (SELECT id FROM going)"
        )
        staying = [row[0] for row in cursor.fetchall()]
        cursor.execute(f"SELECT path FROM desk_attachment WHERE {_HANGING}")
        attached = [row[0] for row in cursor.fetchall()]
        for forget in (forget_sample_words, forget_sample_identity):
            progress.report(f"remove_{forget.__name__.removeprefix('forget_sample_')}", 0, 0)
            done, files = forget()
            counts |= done
            attached += files
        for noun, table in (("customer", "going"), ("task", "going_task"), ("case", "going_case")):
            cursor.execute(f"SELECT id FROM {table}")
            forget_records(noun, [row[0] for row in cursor.fetchall()])
        for number, (step, statement) in enumerate(_STATEMENTS):
            progress.report(f"remove_{step}", number, len(_STATEMENTS))
            cursor.execute(statement)
            counts[step] = cursor.rowcount
        recompute_golden(staying, at=timezone.now())
        cursor.execute(
            "DELETE FROM identify_importrefusal WHERE batch_id IN (SELECT b.id FROM identify_importbatch b"
            " JOIN identify_source s ON s.id = b.source_id WHERE s.is_sample)"
        )
        cursor.execute(
            "DELETE FROM identify_importbatch b USING identify_source s WHERE s.id = b.source_id AND s.is_sample"
        )
        cursor.execute("DELETE FROM identify_source WHERE is_sample")
        while True:  # a category without products or branches goes, then perhaps its parent
            cursor.execute(
                "DELETE FROM catalogue_category c WHERE NOT EXISTS (SELECT FROM catalogue_product p WHERE p.category_id = c.id)"
                " AND NOT EXISTS (SELECT FROM catalogue_category k WHERE k.parent_id = c.id)"
            )
            if cursor.rowcount == 0:
                break
        counts |= forget_sample_privacy()
        counts |= forget_sample_desk()
        cursor.execute("UPDATE accounts_user SET is_active = false WHERE is_sample AND is_active")
    return counts, attached
