"""Finalises a share of the drafts with so many threads; answers when it began and ended."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.utils import timezone

from bench.seed import SLUG
from clientele.accounts.models import Member, Organization
from clientele.billing.models import Invoice
from clientele.billing.operations import finalise_invoice
from clientele.kit.tenancy import inside


def answer(share: str, shares: str, threads: str) -> tuple[float, float, int]:
    organization = Organization.objects.get(slug=SLUG)
    with inside(organization):
        drafts = Invoice.objects.drafts().order_by("pk").values_list("pk", flat=True)
        keys = [key for key in drafts if key % int(shares) == int(share)]  # the others may have begun already
    number = int(threads)
    started = time.time()

    def work(thread: int) -> None:
        with inside(organization):
            olive = Member.objects.select_related("user", "role", "organization").get()
            for key in keys[thread::number]:
                finalise_invoice(Invoice.objects.get(pk=key), by=olive, at=timezone.now())
        connection.close()

    with ThreadPoolExecutor(number) as pool:
        list(pool.map(work, range(number)))
    return started, time.time(), len(keys)
