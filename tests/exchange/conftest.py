"""Brings in lists as a person would: chosen, checked, run."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from clientele.accounts.models import Member
from clientele.exchange.models import Import
from clientele.exchange.operations import choose_file, start_import
from clientele.exchange.operations.checking import check_import
from clientele.exchange.operations.running import run_import
from tests.cast import NOW

Choose = Callable[..., Import]

LIST = (
    "Firm,Short,E-mail,Tel.,Street,Town,Postcode,Groups,Contact,Role\n"
    "Abbot & Lyle Solicitors,ABBOT,accounts@abbotlyle.example,01632 960552,3 Harbour Parade,London,EN1 1AA,"
    "Service plan; Lettings,Ruth Abbot,Partner\n"
    "Ash Tree Kennels,ASHTREE,ruth@ashtree.example,,,,,Service plan,,\n"
    "Bayview Guest House,,stay@bayview.example,,,,,,Sam Bay,\n"
)


@pytest.fixture(autouse=True)
def own_storage(tmp_path: Any, settings: Any) -> None:
    """Uploaded files of a test go with it."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def choose(dana: Member) -> Choose:
    """Chooses a file, and checks it however long it is: `choose("Name\\nAsh Tree Kennels\\n")`."""

    def make(content: str | bytes, name: str = "customers.csv", by: Member = dana, **options: Any) -> Import:
        data = content.encode() if isinstance(content, str) else content
        batch = choose_file(io.BytesIO(data), name=name, by=by, at=NOW, **options)
        if batch.status == "checking":
            check_import.call(batch.organization_id, batch.pk, batch.generation)
        return fresh(batch)

    return make


def run(batch: Import, mode: str = "good_rows") -> Import:
    """Lets a checked import run to its end."""
    start_import(batch, at=NOW, mode=mode)
    run_import.call(batch.organization_id, batch.pk)
    return fresh(batch)


def fresh(batch: Import) -> Import:
    found: Import = Import.objects.select_related("organization", "by__user").get(pk=batch.pk)
    return found


def numbers(batch: Import) -> tuple[int, int, int, int]:
    return batch.created, batch.updated, batch.unchanged, batch.refused


def reasons(batch: Import) -> list[tuple[int, str, str]]:
    return list(batch.refusals.order_by("row").values_list("row", "reason", "hint"))
