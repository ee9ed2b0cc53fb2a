from collections import defaultdict

from django.db import migrations
from django.db.models import Count, Q, Sum

RUNNING = ("draft", "active", "on_hold")
COLUMNS = ("projects", "running_projects", "invoices", "unpaid_invoices", "outstanding", "owed")


def fill(apps, schema_editor):
    customers = apps.get_model("customers", "Customer")._base_manager
    projects = apps.get_model("projects", "Project")._base_manager.order_by().values_list("customer")
    invoices = apps.get_model("billing", "Invoice")._base_manager.order_by().values_list("customer", "currency")
    found = defaultdict(lambda: dict.fromkeys(COLUMNS[:-1], 0) | {"owed": None})
    running = Count("pk", filter=Q(status__in=RUNNING))
    for customer, number, unfinished in projects.annotate(number=Count("pk"), running=running).iterator():
        found[customer] |= {"projects": number, "running_projects": unfinished}
    unpaid = Count("pk", filter=Q(balance__gt=0))
    sums = invoices.annotate(number=Count("pk"), unpaid=unpaid, owed=Sum("balance"))
    for customer, currency, number, open_, owed in sums.iterator():
        known = found[customer]
        known["invoices"] += number
        known["unpaid_invoices"] += open_
        known["outstanding"] = max(known["outstanding"], owed)
        if owed:
            known["owed"] = {**(known["owed"] or {}), currency: f"{owed:.3f}"}
    for customer, known in found.items():
        customers.filter(pk=customer).update(**known)


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0001_initial"),
        ("customers", "0007_figures"),
        ("projects", "0001_initial"),
        ("billing", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
