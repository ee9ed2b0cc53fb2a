from django.db import migrations, models


def were_mailed(apps, schema_editor):
    """Until now an invitation was mailed while it was made."""
    apps.get_model("accounts", "Invitation")._base_manager.update(mailed_at=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_permissions_of_projects_and_billing")]

    operations = [
        migrations.AddField("invitation", "mailed_at", models.DateTimeField(null=True)),
        migrations.RunPython(were_mailed, migrations.RunPython.noop),
    ]
