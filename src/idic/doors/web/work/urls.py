"""Tasks and the calendar. The feed stands open: its secret is the key."""

from __future__ import annotations

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.records.tabs import Tab, register_tab
from idic.doors.web.work import (
    views_agenda,
    views_calendar,
    views_close,
    views_detail,
    views_edit,
    views_feed,
    views_list,
    views_own,
    views_record,
)

register_tab(
    Tab(
        "tasks", _("Tasks"), icon="checkbox", order=25, nouns=frozenset({"customer"}), url_name="tasks:of_record",
        permission="task.see",
    )
)  # fmt: skip

tasks = [
    path("", views_list.tasks, name="list"),
    path("agenda/", views_agenda.agenda, name="agenda"),
    path("new/", views_edit.create, name="create"),
    path("customers/", views_edit.customers, name="customers"),
    path("of/<slug:noun>/<int:pk>/", views_record.of_record, name="of_record"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/completion/", views_close.complete, name="complete"),
    path("<int:pk>/cancellation/", views_close.cancel, name="cancel"),
    path("<int:pk>/reopening/", views_close.reopen, name="reopen"),
    path("<int:pk>/deletion/", views_close.delete, name="delete"),
]
calendar = [
    path("move/", views_calendar.move, name="move"),
    path("own/", views_own.own, name="own"),
    path("own/feed/", views_own.make, name="make-feed"),
    path("own/feed/revocation/", views_own.revoke, name="revoke-feed"),
    path("own/absences/", views_own.plan, name="absences"),
    path("own/absences/<int:pk>/end/", views_own.end, name="end-absence"),
    path("feeds/<str:token>.ics", views_feed.feed, name="feed"),
]
urlpatterns = [
    path("tasks/", include((tasks, "tasks"))),
    path("calendar/", views_calendar.calendar, name="calendar"),
    path("calendar/", include((calendar, "calendar"))),
]
