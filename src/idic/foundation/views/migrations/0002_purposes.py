from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("views", "0001_initial")]

    operations = [
        migrations.AddField(model_name="exportrequest", name="left_out", field=models.JSONField(default=dict)),
        migrations.AlterField(
            model_name="exportrequest",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("service", "Serving these customers"),
                    ("marketing", "Marketing"),
                    ("mkt_email", "Marketing by e-mail"),
                    ("mkt_sms", "Marketing by text message"),
                    ("mkt_phone", "Marketing by phone"),
                    ("mkt_post", "Marketing by post"),
                    ("mkt_line", "Marketing on LINE"),
                    ("mkt_wechat", "Marketing on WeChat"),
                    ("profiling", "Scores and segments of single customers"),
                    ("research", "Asking for opinions by e-mail"),
                    ("sharing", "Passing on to a partner"),
                    ("reporting", "Reporting and analysis"),
                    ("migration", "Moving data to another system"),
                    ("other", "Something else"),
                ],
                max_length=10,
            ),
        ),
    ]
