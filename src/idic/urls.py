from django.urls import include, path

from idic.doors.web import urls as web_urls

handler400 = "idic.doors.web.shell.errors.bad_request"
handler403 = "idic.doors.web.shell.errors.permission_denied"
handler404 = "idic.doors.web.shell.errors.page_not_found"
handler500 = "idic.doors.web.shell.errors.server_error"

urlpatterns = [
    path("feeds/cti/", include("idic.doors.feeds.cti.urls")),
    path("feeds/hooks/", include("idic.doors.feeds.hooks.urls")),
    path("feeds/line/", include("idic.doors.feeds.line.urls")),
    path("", include(web_urls)),
]
