from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.letters import views, views_edit, views_print, views_unsent, views_write
from idic.doors.web.records.tabs import Tab, register_tab

app_name = "letters"
urlpatterns = [
    path("", views.template_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("preview/", views_edit.preview, name="preview"),
    path("<int:pk>/", views_edit.edit, name="edit"),
    path("<int:pk>/archive/", views_edit.archive, name="archive"),
    path("unsent/", views_unsent.unsent, name="unsent"),
    path("unsent/<int:pk>/again/", views_unsent.again, name="again"),
    path("print/<slug:noun>/<int:pk>/", views_print.record_paper, name="print"),
    path("write/<slug:noun>/<int:pk>/", views_write.write, name="write"),
    path("of/<slug:noun>/<int:pk>/", views_write.of_record, name="of-record"),
]

register_tab(Tab("letters", _("Letters"), icon="mail", order=70, url_name="letters:of-record", permission="letter.see"))
