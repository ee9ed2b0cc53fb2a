from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Subquery

import clientele.kit.fields


def repeat_records(apps, schema_editor):
    """Every document repeats what its record is listed by, in one statement for each kind."""
    Document = apps.get_model("search", "Document")
    for kind, label in (("customer", "customers"), ("project", "projects")):
        record = apps.get_model(label, kind)._base_manager.filter(pk=OuterRef("object_id"))
        documents = Document._base_manager.filter(kind=kind)
        documents.exclude(Exists(record)).delete()
        documents.update(
            name_sort=Subquery(record.values("name_sort")), created_at=Subquery(record.values("created_at"))
        )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_creation_with_status"),
        ("projects", "0001_initial"),
        ("search", "0002_index_without_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="name_sort",
            field=clientele.kit.fields.KeyField(max_length=600, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="created_at",
            field=models.DateTimeField(default=datetime(2000, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.RunPython(repeat_records, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["organization", "kind", "name_sort", "object_id"], name="documents_by_name"),
        ),
    ]
