from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_duplicates"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="customer",
            name="customers_by_creation",
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                fields=["organization", "created_at", "id", "status", "archived_at"],
                name="customers_by_creation",
            ),
        ),
    ]
