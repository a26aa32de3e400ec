from __future__ import annotations

from django.urls import path

from idic.doors.web.plans import views_detail, views_edit, views_finding, views_findings, views_list, views_results

app_name = "plans"

urlpatterns = [
    path("", views_list.plans, name="list"),
    path("new/", views_edit.create, name="create"),
    path("findings/", views_findings.findings, name="findings"),
    path("findings/<int:pk>/", views_finding.finding, name="finding"),
    path("findings/<int:pk>/closing/", views_finding.close, name="finding-close"),
    path("findings/<int:pk>/giving/", views_finding.give, name="finding-give"),
    path("findings/<int:pk>/case/", views_finding.to_case, name="finding-case"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/switch/", views_detail.switch, name="switch"),
    path("<int:pk>/stopping/", views_detail.stop, name="stop"),
    path("<int:pk>/archive/", views_detail.archive, name="archive"),
    path("<int:pk>/restore/", views_detail.restore, name="restore"),
    path("<int:pk>/results/", views_results.results_page, name="results"),
]
