from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "idic.doors.web"
    label = "web"

    def ready(self) -> None:
        from idic.doors.web.customers.search import find_customers
        from idic.doors.web.customers.tabs import register_customer_tabs
        from idic.doors.web.knowledge.finding import find_articles
        from idic.doors.web.palette.sources import register_palette
        from idic.doors.web.records.own_tabs import register_own_tabs
        from idic.doors.web.reports.questions import question_rows
        from idic.doors.web.shell.search import Source, register_source
        from idic.warehouse.reports.questions import register_teller

        register_source(Source("customers", _("Customers"), icon="users", find=find_customers, order=10))
        register_source(Source("articles", _("Knowledge"), icon="book", find=find_articles, order=45))
        register_palette()
        register_own_tabs()
        register_customer_tabs()
        register_teller(question_rows)
