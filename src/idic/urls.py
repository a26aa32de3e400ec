from django.urls import include, path

from idic.doors.web import urls as web_urls

handler400 = "idic.doors.web.shell.errors.bad_request"
handler403 = "idic.doors.web.shell.errors.permission_denied"
handler404 = "idic.doors.web.shell.errors.page_not_found"
handler500 = "idic.doors.web.shell.errors.server_error"

urlpatterns = [path("", include(web_urls))]
