from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clientele.api.introduction import parts
from clientele.api.reference.reading import chapters
from clientele.ui.http import show


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    opening, *introduction = parts()
    context = {
        "opening": opening,
        "introduction": introduction,
        "chapters": chapters(),
        "base_url": settings.BASE_URL,
    }
    return show(request, "api/reference/page.html", context)


reference.kind = "public"  # type: ignore[attr-defined]
