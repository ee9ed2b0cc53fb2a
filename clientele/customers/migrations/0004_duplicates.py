import django.db.models.deletion
from django.db import migrations, models

import clientele.kit.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_role_without_permissions"),
        ("customers", "0003_alike_keys"),
    ]

    operations = [
        migrations.AddIndex(
            "customer",
            models.Index(
                condition=models.Q(("name_alike", ""), _negated=True),
                fields=["organization", "name_alike"],
                name="customers_alike_in_name",
            ),
        ),
        migrations.AddIndex(
            "customer",
            models.Index(
                condition=models.Q(("domain_key", ""), _negated=True),
                fields=["organization", "domain_key"],
                name="customers_by_domain",
            ),
        ),
        migrations.CreateModel(
            name="DuplicateDismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dismissed_at", models.DateTimeField()),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.member",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "-dismissed_at", "-id"], name="dismissals_newest_first"),
                    models.Index(fields=["organization", "second"], name="dismissals_of_second"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "first", "second"), name="pair_dismissed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="dismissed_pair_in_order"
                    ),
                    clientele.kit.tenancy.TenantKey("first", name="dismissed_first_same_organization"),
                    clientele.kit.tenancy.TenantKey("second", name="dismissed_second_same_organization"),
                    clientele.kit.tenancy.TenantKey("dismissed_by", name="dismisser_same_organization"),
                    models.UniqueConstraint(fields=("organization", "id"), name="dismissal_of_organization"),
                ],
            },
        ),
    ]
