"""The gallery: every component in every variant, and whole screens to compare with the design; development only."""

from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clientele.ui.gallery import sample
from clientele.ui.http import show

ENTRIES = Path(__file__).parent / "entries"
SCREENS = Path(__file__).parent / "screens"


def names_in(folder: Path) -> list[str]:
    """The names of the templates in a folder, in order."""
    return sorted(file.stem for file in folder.glob("*.html"))


@login_not_required
def gallery_index(request: HttpRequest) -> HttpResponse:
    return show(request, "ui/gallery/index.html", _around(request))


@login_not_required
def gallery_component(request: HttpRequest, component: str) -> HttpResponse:
    if component not in names_in(ENTRIES):
        raise Http404
    return show(request, f"ui/gallery/entries/{component}.html", _around(request, component))


@login_not_required
def gallery_screen(request: HttpRequest, screen: str) -> HttpResponse:
    if screen not in names_in(SCREENS):
        raise Http404
    return show(request, f"ui/gallery/screens/{screen}.html", _around(request, screen))


@login_not_required
def gallery_answers(request: HttpRequest) -> HttpResponse:
    return show(request, "ui/gallery/answers.html", _around(request) | {"q": request.GET.get("q", "")})


@login_not_required
@require_POST
def gallery_notes(request: HttpRequest) -> HttpResponse:
    text = request.POST.get("text", "").strip()
    return show(request, "ui/gallery/notes.html", {"text": text}, status=200 if text else 422)


def _around(request: HttpRequest, current: str = "") -> dict[str, Any]:
    return {
        "components": _links("gallery:component", names_in(ENTRIES), "component", current),
        "screens": _links("gallery:screen", names_in(SCREENS), "screen", current),
        "sample": sample.surroundings(request),
        "form": sample.sent_form(),
        "refused_form": sample.refused_form(),
        "customers": sample.CUSTOMERS,
        "now": timezone.now().isoformat(),
    }


def _links(view: str, names: list[str], key: str, current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": name.replace("_", " ").capitalize(),
            "url": reverse(view, kwargs={key: name}),
            "current": name == current,
        }
        for name in names
    ]
