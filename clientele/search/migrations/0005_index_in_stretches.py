from functools import reduce

from django.db import migrations
from django.db.models import F, Func, Value
from django.db.models.functions import Replace

PARTS = ("TRIGGER search_document_added", "TRIGGER search_document_removed", "TRIGGER search_document_changed")
SIGNS, LETTERS = " &-.,'/@+()_", "QJXVKZWYUFHG"


def drop_index(apps, schema_editor):
    """The index is made anew, in its new form, when the migrations are done."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS search_index")
        return
    for part in (*PARTS, "TABLE search_index"):
        kind, name = part.split()
        schema_editor.execute(f"DROP {kind} IF EXISTS {name}")


def write_signs_as_letters(apps, schema_editor):
    """Documents hold spaces and signs as letters, in one statement; how common pieces are is sampled anew."""
    texts = reduce(
        lambda text, pair: Replace(text, Value(pair[0]), Value(pair[1])), zip(SIGNS, LETTERS, strict=True), F("text")
    )
    if schema_editor.connection.vendor == "postgresql":
        texts = Func(F("text"), Value(SIGNS), Value(LETTERS), function="translate")
    apps.get_model("search", "Document")._base_manager.update(text=texts)
    apps.get_model("search", "Piece")._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_pieces"),
    ]

    operations = [
        migrations.RunPython(drop_index, migrations.RunPython.noop),
        migrations.RunPython(write_signs_as_letters, migrations.RunPython.noop),
    ]
