from django.db import migrations

import clientele.kit.fields
from clientele.kit.likeness import alike_key, firm_domain

BATCH = 1_000


def derive_keys(apps, schema_editor):
    customers = apps.get_model("customers", "Customer")._base_manager
    last = 0
    while some := list(customers.filter(pk__gt=last).only("name", "email", "website").order_by("pk")[:BATCH]):
        for customer in some:
            customer.name_alike = alike_key(customer.name)[:600]
            customer.domain_key = firm_domain(customer.email, customer.website)
        customers.bulk_update(some, ["name_alike", "domain_key"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_list_without_archived")]

    operations = [
        migrations.AddField(
            "customer",
            "name_alike",
            clientele.kit.fields.KeyField(default="", editable=False, max_length=600),
        ),
        migrations.AddField(
            "customer",
            "domain_key",
            clientele.kit.fields.KeyField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.RunPython(derive_keys, migrations.RunPython.noop),
    ]
