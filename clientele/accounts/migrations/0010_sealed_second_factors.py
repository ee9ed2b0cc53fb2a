from django.db import migrations

from clientele.kit.sealed import is_sealed, seal, unseal

SECRETS = ("secret", "seed", "migrated_codes")


def seal_what_is_clear(apps, editor):
    _erasing(editor)
    _change(apps, editor, lambda text, of: text if is_sealed(text) else seal(text, of=of))


def open_what_is_sealed(apps, editor):
    _change(apps, editor, lambda text, of: unseal(text, of=of) if is_sealed(text) else text)


def _erasing(editor):
    """What is overwritten does not stay in free pages of the file, for as long as the connection lives."""
    if editor.connection.vendor == "sqlite":
        editor.execute("PRAGMA secure_delete = ON")


def _change(apps, editor, change):
    rows = apps.get_model("mfa", "Authenticator").objects.using(editor.connection.alias)
    for row in rows.order_by("pk"):
        for name in SECRETS:
            found, of = row.data.get(name), f"user {row.user_id}, {row.type} {name}"
            if isinstance(found, str):
                row.data[name] = change(found, of)
            elif isinstance(found, list):
                row.data[name] = [change(text, of) for text in found]
        rows.filter(pk=row.pk).update(data=row.data)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_invitation_mailed"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_what_is_clear, open_what_is_sealed)]
