from __future__ import annotations

from django.urls import path

from idic.doors.web.followups import views_close, views_detail, views_list, views_new, views_next

app_name = "followups"

urlpatterns = [
    path("", views_list.work, name="list"),
    path("next/", views_next.take_next, name="next"),
    path("new/", views_new.create, name="create"),
    path("plan/", views_new.plan, name="plan"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/rescheduling/", views_detail.reschedule, name="reschedule"),
    path("<int:pk>/completion/", views_close.complete, name="complete"),
    path("<int:pk>/cancellation/", views_close.cancel, name="cancel"),
    path("<int:pk>/reopening/", views_close.reopen, name="reopen"),
]
