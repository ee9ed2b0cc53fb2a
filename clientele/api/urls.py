from django.urls import URLPattern, path, re_path

from clientele.api.document import openapi_json
from clientele.api.door import answered, nothing_here
from clientele.api.interface import api
from clientele.api.reference.views import reference


def _patterns() -> list[URLPattern]:
    patterns, _, _ = api.urls
    kept = [pattern for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    for pattern in kept:
        pattern.callback = answered(pattern.callback)
    return kept


app_name = "api"
urlpatterns = [
    path("openapi.json", answered(openapi_json), name="document"),
    path("docs", reference, name="reference"),
    *_patterns(),
    re_path(r"", answered(nothing_here), name="nothing-here"),
]
