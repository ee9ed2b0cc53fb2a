from collections import defaultdict

from django.db import migrations
from django.db.models import Count, Q, Sum

FINAL = ("sent", "partially_paid", "paid")


def fill(apps, schema_editor):
    fill_billed(apps)
    fill_revenue(apps)


def fill_billed(apps):
    customers = apps.get_model("customers", "Customer")._base_manager
    final = apps.get_model("billing", "Invoice")._base_manager.order_by().filter(status__in=FINAL)
    credited = Q(kind="credit_note")
    sums = final.values_list("customer", "currency").annotate(
        invoiced=Sum("total", filter=~credited), credited=Sum("total", filter=credited), paid=Sum("paid_total")
    )
    found = defaultdict(dict)
    for customer, currency, *amounts in sums.iterator():
        found[customer][currency] = [f"{amount or 0:.3f}" for amount in amounts]
    for customer, billed in found.items():
        customers.filter(pk=customer).update(billed=billed)


def fill_revenue(apps):
    final = apps.get_model("billing", "Invoice")._base_manager.order_by().filter(status__in=FINAL)
    revenue = apps.get_model("overview", "Revenue")
    found = defaultdict(lambda: [0, 0])
    days = final.values_list("organization", "issued_on", "currency", "kind")
    for *day, kind, net, documents in days.annotate(net=Sum("subtotal"), documents=Count("pk")).iterator():
        sums = found[tuple(day)]
        sums[0] += -net if kind == "credit_note" else net
        sums[1] += documents
    revenue._base_manager.bulk_create(
        [
            revenue(organization_id=organization, day=day, currency=currency, net=net, documents=documents)
            for (organization, day, currency), (net, documents) in sorted(found.items())
        ],
        batch_size=1_000,
    )


def clear(apps, schema_editor):
    apps.get_model("overview", "Revenue")._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0003_revenue"),
        ("overview", "0002_figures_of_what_is_there"),
        ("customers", "0008_billed"),
        ("billing", "0006_billed_and_unpaid"),
    ]

    operations = [migrations.RunPython(fill, clear)]
