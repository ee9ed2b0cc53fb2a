from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("clientele.api.urls")),
    path("", include("clientele.desk.urls")),
]
if settings.DEVELOPMENT:
    urlpatterns.insert(0, path("gallery/", include("clientele.ui.gallery.urls")))
    urlpatterns.insert(0, path("outbox/", include("clientele.desk.outbox.urls")))

handler400 = "clientele.desk.errors.bad_request"
handler403 = "clientele.desk.errors.forbidden"
handler404 = "clientele.desk.errors.not_found"
handler500 = "clientele.desk.errors.server_error"
