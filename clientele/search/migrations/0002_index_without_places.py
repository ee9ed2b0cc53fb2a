from django.db import migrations

PARTS = ("TRIGGER search_document_added", "TRIGGER search_document_removed", "TRIGGER search_document_changed")


def drop_index(apps, schema_editor):
    """SQLite's index is made anew, in its new form, when the migrations are done."""
    if schema_editor.connection.vendor == "sqlite":
        for part in (*PARTS, "TABLE search_index"):
            kind, name = part.split()
            schema_editor.execute(f"DROP {kind} IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(drop_index, migrations.RunPython.noop),
    ]
