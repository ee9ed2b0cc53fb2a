from django.urls import URLPattern, re_path

from clientele.api.door import answered, nothing_here
from clientele.api.interface import api


def _patterns() -> list[URLPattern]:
    patterns, _, _ = api.urls
    kept = [pattern for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    for pattern in kept:
        pattern.callback = answered(pattern.callback)
    return kept


app_name = "api"
urlpatterns = [*_patterns(), re_path(r"", answered(nothing_here), name="nothing-here")]
