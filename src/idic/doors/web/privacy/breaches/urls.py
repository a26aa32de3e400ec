from __future__ import annotations

from django.urls import path

from idic.doors.web.privacy.breaches import views

app_name = "breaches"

urlpatterns = [
    path("", views.breach_list, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/decisions/<slug:whom>/", views.decide, name="decide"),
    path("<int:pk>/told/<slug:whom>/", views.tell, name="tell"),
    path("<int:pk>/close/", views.close, name="close"),
]
