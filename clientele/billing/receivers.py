"""Hears of projects that went to another customer, and takes their invoices along."""

from typing import Any

from django.dispatch import receiver

from clientele.accounts.models import Member
from clientele.billing.operations import follow_project
from clientele.projects.models import Project
from clientele.trail.models import Entry
from clientele.trail.operations import recorded


@receiver(recorded, dispatch_uid="billing.invoices_of_projects")
def follow_projects(entries: list[Entry], **_: Any) -> None:
    for entry in entries:
        if entry.name == "projects.moved":
            by = Member.objects.select_related("user").get(pk=entry.member_id) if entry.member_id else None
            follow_project(Project.objects.get(pk=entry.subject_id), by=by, at=entry.at)
