from django.db import migrations

_MEMBER = ("projects:view", "time:create")
_LEAD = (
    *_MEMBER,
    "projects:create_edit_delete",
    "timesheets:approve_reject",
    "expenses:approve_reject",
    "invoices:view",
    "invoices:create_edit_delete",
)
_NEW = {"member": _MEMBER, "lead": _LEAD, "admin": (*_LEAD, "rates:manage")}


def add(apps, schema_editor):
    """The starting roles of organisations that are there already get what a new one's have."""
    for role in apps.get_model("accounts", "Role")._base_manager.filter(kind__in=_NEW):
        role.permissions = sorted({*role.permissions, *_NEW[role.kind]})
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_bank_and_registration"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
