from django.db import migrations, models
from django.db.models import Q

import clientele.kit.fields


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_documents_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("text", clientele.kit.fields.KeyField(max_length=3, primary_key=True, serialize=False)),
                ("share", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=Q(share__gt=0), name="piece_is_common")],
            },
        ),
    ]
