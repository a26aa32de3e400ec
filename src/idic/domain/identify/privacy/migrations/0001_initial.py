import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The person's word is never rewritten. Two things may change in a row: whose record it is now, and the proof may be
# emptied when the person is erased.
_PROTECT = """
CREATE FUNCTION privacy_consent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - '{customer_id,evidence,text_digest}'::text[]
            = to_jsonb(OLD) - '{customer_id,evidence,text_digest}'::text[]
        AND NEW.evidence IN (OLD.evidence, '{}'::jsonb) AND NEW.text_digest IN (OLD.text_digest, '')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE ON privacy_consentevent
    FOR EACH ROW EXECUTE FUNCTION privacy_consent_append_only();
CREATE TRIGGER consent_no_truncate BEFORE TRUNCATE ON privacy_consentevent
    FOR EACH STATEMENT EXECUTE FUNCTION privacy_consent_append_only();
"""

_OPEN = """
DROP TRIGGER consent_append_only ON privacy_consentevent;
DROP TRIGGER consent_no_truncate ON privacy_consentevent;
DROP FUNCTION privacy_consent_append_only();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identify", "0002_relations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Purpose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("texts", models.JSONField(default=dict)),
                ("text_version", models.IntegerField(default=1)),
                ("is_marketing", models.BooleanField(default=False)),
                ("is_sensitive", models.BooleanField(default=False)),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("email", "E-mail"),
                                ("sms", "Text message"),
                                ("phone", "Phone call"),
                                ("post", "Post"),
                                ("line", "LINE"),
                                ("wechat", "WeChat"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("retention", models.CharField(blank=True, max_length=60)),
                ("permission", models.CharField(blank=True, max_length=40)),
                ("balancing_note", models.TextField(blank=True)),
                ("months_valid", models.IntegerField(blank=True, null=True)),
                ("needs_review", models.BooleanField(default=False)),
                ("is_archived", models.BooleanField(default=False)),
                ("position", models.IntegerField(default=100)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("phone", "Phone call"),
                            ("post", "Post"),
                            ("line", "LINE"),
                            ("wechat", "WeChat"),
                        ],
                        max_length=8,
                        unique=True,
                    ),
                ),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
            ],
            options={
                "ordering": ["channel"],
            },
        ),
        migrations.CreateModel(
            name="Jurisdiction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=4, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("law", models.CharField(blank=True, max_length=120)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("guardian_only_below", models.IntegerField(default=0)),
                ("minor_below", models.IntegerField(default=18)),
                ("is_home", models.BooleanField(default=False)),
                ("needs_review", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["-is_home", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_home", True)), fields=("is_home",), name="jurisdiction_one_home"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("texts", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "No longer used")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="privacy.notice"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "number"), name="notice_version_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")), fields=("notice",), name="notice_one_published"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("phone", "Phone call"),
                            ("post", "Post"),
                            ("line", "LINE"),
                            ("wechat", "WeChat"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("given", "Given"), ("withdrawn", "Withdrawn"), ("expired", "Expired")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("valid_until", models.DateTimeField(null=True)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("form", "Web form"),
                            ("double_opt_in", "Confirmed by e-mail"),
                            ("preferences", "Preference page"),
                            ("unsubscribe", "Unsubscribe link"),
                            ("phone", "Phone call"),
                            ("paper", "On paper"),
                            ("counter", "In person"),
                            ("written", "Letter or message"),
                            ("import", "Imported list"),
                            ("system", "By the system"),
                        ],
                        max_length=16,
                    ),
                ),
                ("by_guardian", models.BooleanField(default=False)),
                ("text_digest", models.CharField(blank=True, max_length=64)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("evidence", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identify.customer"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identify.sourcerecord"
                    ),
                ),
                (
                    "notice_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.noticeversion",
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.purpose"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PurposeBasis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "Consent"),
                            ("explicit", "Explicit or separate consent"),
                            ("contract", "Contract"),
                            ("duty", "Legal obligation"),
                            ("interest", "Legitimate interest"),
                            ("vital", "Vital interest"),
                            ("public", "Public task"),
                            ("research", "Research and statistics"),
                        ],
                        max_length=10,
                    ),
                ),
                ("article", models.CharField(blank=True, max_length=80)),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("consent", "Needs consent"),
                            ("objection", "Allowed until the person objects"),
                            ("nothing", "Needs no word of the person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("soft_opt_in", models.BooleanField(default=False)),
                ("needs_review", models.BooleanField(default=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="privacy.jurisdiction"
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bases", to="privacy.purpose"
                    ),
                ),
            ],
            options={
                "ordering": ["jurisdiction__code"],
                "constraints": [models.UniqueConstraint(fields=("purpose", "jurisdiction"), name="purpose_basis_once")],
            },
        ),
        migrations.CreateModel(
            name="PurposeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("texts", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="privacy.purpose"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("purpose", "number"), name="purpose_version_number")]
            },
        ),
        migrations.CreateModel(
            name="OptIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("phone", "Phone call"),
                            ("post", "Post"),
                            ("line", "LINE"),
                            ("wechat", "WeChat"),
                        ],
                        max_length=8,
                    ),
                ),
                ("address_digest", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("asked_from", models.JSONField(default=dict)),
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identify.customer"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.consentevent",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identify.sourcerecord"
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.purpose"
                    ),
                ),
                (
                    "purpose_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privacy.purposeversion",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["customer", "-id"], name="opt_in_of_customer")]},
        ),
        migrations.AddField(
            model_name="consentevent",
            name="purpose_version",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.purposeversion"
            ),
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("purpose_code", models.CharField(blank=True, max_length=40)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("phone", "Phone call"),
                            ("post", "Post"),
                            ("line", "LINE"),
                            ("wechat", "WeChat"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("withdrawn", "Consent withdrawn"),
                            ("erased", "Person erased"),
                            ("listed", "Entered by hand"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["purpose_code", "channel"], name="suppression_of_purpose")],
            },
        ),
        migrations.CreateModel(
            name="UnderAgeMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identify.customer"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identify.sourcerecord"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)), fields=["customer"], name="under_age_customer"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)), fields=("record",), name="under_age_one_open"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["purpose", "channel", "customer", "record"], name="consent_of_purpose"),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["customer", "-at", "-id"], name="consent_of_customer"),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["-at", "-id"], name="consent_newest"),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["record"], name="consent_of_record"),
        ),
        migrations.RunSQL(_PROTECT, _OPEN),
    ]
