from django.urls import path

from idic.doors.web.calendars import views_days, views_edit, views_list, views_year

app_name = "calendars"
urlpatterns = [
    path("", views_list.calendar_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("<int:pk>/", views_year.year_view, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/default/", views_list.default, name="default"),
    path("<int:pk>/archive/", views_list.archive, name="archive"),
    path("<int:pk>/restore/", views_list.restore, name="restore"),
    path("<int:pk>/holidays/", views_days.take, name="holidays"),
    path("<int:pk>/days/remove/", views_days.remove, name="remove-day"),
]
