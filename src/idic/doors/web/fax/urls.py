from django.urls import path

from idic.doors.web.fax import views_answer, views_gateways

app_name = "fax"
urlpatterns = [
    path("settings/fax/", views_gateways.gateway_list, name="list"),
    path("settings/fax/new/", views_gateways.create, name="create"),
    path("settings/fax/<int:pk>/", views_gateways.detail, name="detail"),
    path("settings/fax/<int:pk>/edit/", views_gateways.edit, name="edit"),
    path("settings/fax/<int:pk>/switch/", views_gateways.switch, name="switch"),
    path("papers/<int:pk>/answers/<int:message_id>/fax-again/", views_answer.again, name="again"),
]
