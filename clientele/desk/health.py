from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

from clientele.desk.access import public_page
from clientele.upkeep.queries.readiness import reasons_against, remembered

reasons = remembered(lambda: reasons_against(at=timezone.now()))


@public_page
def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@public_page
def readyz(request: HttpRequest) -> JsonResponse:
    against = reasons()
    if against:
        return JsonResponse({"status": "not ready", "reasons": against}, status=503)
    return JsonResponse({"status": "ready"})


urlpatterns = [path("livez", livez, name="livez"), path("readyz", readyz, name="readyz")]
