"""One's own account: the name, how one signs in, where one is signed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clientele.accounts.operations.people import end_session, rename_user
from clientele.desk.access import own_page
from clientele.desk.people.forms import ProfileForm
from clientele.ui.http import posted, refusals_in, show_form


@own_page
def profile_page(request: Any) -> HttpResponse:
    form = ProfileForm(posted(request), initial={"name": request.user.name})
    if form.is_valid():
        with refusals_in(form):
            rename_user(request.user, name=form.cleaned_data["name"])
            messages.success(request, "Your profile is saved.")
            return redirect("people:profile")
    return show_form(request, "desk/people/profile.html", form, {})


@own_page
@require_POST
def profile_session_end(request: Any, pk: int) -> HttpResponse:
    if end_session(request.user, session_id=pk):
        messages.success(request, "That session has ended.")
    return redirect("usersessions_list")
