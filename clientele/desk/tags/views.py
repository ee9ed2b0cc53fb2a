from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.customers import policy
from clientele.customers.models import Tag
from clientele.customers.operations import create_tag, delete_tag, merge_tags, update_tag
from clientele.customers.queries import tag_names_besides, tags
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.settings.access import around_section
from clientele.desk.tags.forms import MergeForm, TagForm
from clientele.desk.versions import refuse_edit
from clientele.kit.numbers import counted
from clientele.kit.paging import page_of
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, posted, refusals_in, show, status_of
from clientele.ui.jinja import address

PAGE_SIZE = 50


@page
def tag_list(request: MemberRequest) -> HttpResponse:
    allow(policy.may_manage_tags(request.member))
    number = min(read_id(request.GET.get("page")) or 1, 1_000_000)
    return _show(request, "list.html", {"found": page_of(tags(), number=number, size=PAGE_SIZE)})


@action
def tag_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_manage_tags(request.member))
    form = TagForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            tag = create_tag(**form.values, by=request.member, at=request.now)
            return _back(request, f"The tag {tag.name} is made.")
    return _show(request, "edit.html", {"tag_edited": None, "form": form, "theirs": None}, status_of(form))


@action
def tag_edit(request: MemberRequest, pk: int) -> HttpResponse:
    tag = _load(request, pk)
    form, theirs = TagForm(posted(request), tag=tag), None
    if form.is_valid():
        try:
            update_tag(tag, **form.values, version=form.version_read, by=request.member, at=request.now)
        except Refusal as refusal:
            theirs = refuse_edit(form, refusal)
        else:
            return _back(request, "The tag is saved.")
    return _show(request, "edit.html", {"tag_edited": tag, "form": form, "theirs": theirs}, status_of(form))


@action
def tag_merging(request: MemberRequest, pk: int) -> HttpResponse:
    tag = _load(request, pk)
    others = tag_names_besides(tag)
    form = MergeForm(posted(request), others=others)
    if form.is_valid():
        keep = _load(request, form.cleaned_data["into"])
        merge_tags(keep=keep, absorb=tag, by=request.member, at=request.now)
        return _back(request, f"{tag.name} is merged into {keep.name}.")
    return _show(request, "merging.html", {"tag_merged": tag, "form": form}, status_of(form))


@action
def tag_deletion(request: MemberRequest, pk: int) -> HttpResponse:
    tag = _load(request, pk)
    if request.method in READS:
        return _show(request, "deletion.html", {"tag_deleted": tag})
    version = read_id(request.POST.get("version"))
    delete_tag(tag, version=version, by=request.member, at=request.now)
    words = request.organization.words
    return _back(request, f"{tag.name} is deleted from {counted(tag.used, words.one_lower, words.many_lower)}.")  # type: ignore[attr-defined]


def _load(request: MemberRequest, pk: int) -> Tag:
    allow(policy.may_manage_tags(request.member))
    tag: Tag | None = tags().filter(pk=pk).first()
    if tag is None:
        raise Http404
    return tag


def _show(request: MemberRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return show(request, f"desk/tags/{template}", around_section(request) | context, status=status)


def _back(request: MemberRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, address("tags:list", request.organization.slug))
