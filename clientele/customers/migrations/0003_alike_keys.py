from django.db import migrations

import clientele.kit.fields
from clientele.kit.likeness import alike_key, firm_domain

BATCH = 1_000


def derive_keys(apps, schema_editor):
    customers = apps.get_model("customers", "Customer")._base_manager
    update = "UPDATE customers_customer SET name_alike = %s, domain_key = %s WHERE id = %s"
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while some := list(
            customers.filter(pk__gt=last).order_by("pk").values_list("pk", "name", "email", "website")[:BATCH]
        ):
            rows = [(alike_key(name)[:600], firm_domain(email, site), pk) for pk, name, email, site in some]
            cursor.executemany(update, rows)
            last = some[-1][0]


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
