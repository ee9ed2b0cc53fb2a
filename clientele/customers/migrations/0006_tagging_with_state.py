from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Case, F, OuterRef, Subquery, Value, When


def repeat_customers(apps, schema_editor):
    """Every tagging repeats what its customer says, in one statement."""
    Customer = apps.get_model("customers", "Customer")
    Tagging = apps.get_model("customers", "Tagging")
    owner = Customer._base_manager.filter(pk=OuterRef("customer"))
    state = Case(When(archived_at=None, then=F("status")), default=Value("archived"))
    Tagging._base_manager.update(
        customer_state=Subquery(owner.values_list(state)),
        customer_created_at=Subquery(owner.values("created_at")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_creation_with_status"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="tagging", name="customers_of_tag"),
        migrations.AddField(
            model_name="tagging",
            name="customer_state",
            field=models.CharField(max_length=10, editable=False, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tagging",
            name="customer_created_at",
            field=models.DateTimeField(editable=False, default=datetime(2000, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.RunPython(repeat_customers, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="tagging",
            index=models.Index(
                fields=["organization", "tag", "customer_state", "customer_created_at", "customer"],
                name="customers_of_tag",
            ),
        ),
    ]
