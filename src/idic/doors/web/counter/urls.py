from django.urls import path

from idic.doors.web.counter import views_setup, views_staff

app_name = "counters"
urlpatterns = [
    path("", views_staff.counter_list, name="list"),
    path("new/", views_setup.create, name="create"),
    path("desks/<int:pk>/", views_staff.desk, name="desk"),
    path("desks/<int:pk>/waiting/", views_staff.waiting, name="waiting"),
    path("desks/<int:pk>/seat/", views_staff.seat, name="seat"),
    path("desks/<int:pk>/next/", views_staff.next_one, name="next"),
    path("desks/<int:pk>/tickets/<int:ticket_id>/case/", views_staff.open_case, name="case"),
    path("desks/<int:pk>/tickets/<int:ticket_id>/<slug:act>/", views_staff.act, name="act"),
    path("<int:pk>/", views_setup.detail, name="detail"),
    path("<int:pk>/edit/", views_setup.edit, name="edit"),
    path("<int:pk>/services/", views_setup.add_service, name="add-service"),
    path("<int:pk>/services/<int:service_id>/archiving/", views_setup.drop_service, name="drop-service"),
    path("<int:pk>/desks/", views_setup.new_desk, name="add-desk"),
    path("<int:pk>/desks/<int:desk_id>/archiving/", views_setup.drop_desk, name="drop-desk"),
]
