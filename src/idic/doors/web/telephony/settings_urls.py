from django.urls import path

from idic.doors.web.telephony import views_exchange

app_name = "telephone"
urlpatterns = [
    path("", views_exchange.exchange_list, name="list"),
    path("new/", views_exchange.create, name="create"),
    path("people/", views_exchange.people, name="people"),
    path("people/<int:pk>/", views_exchange.extension, name="extension"),
    path("<int:pk>/", views_exchange.detail, name="detail"),
    path("<int:pk>/edit/", views_exchange.edit, name="edit"),
    path("<int:pk>/secret/", views_exchange.renew, name="renew"),
    path("<int:pk>/use/", views_exchange.switch, name="switch"),
]
