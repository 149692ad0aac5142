"""Let a source table keep the kind it was recognised as and the form it was read in."""

from django.db import migrations, models

from budgets.immutability import protect_published


class Migration(migrations.Migration):
    """Three fields; SQLite rebuilds the table for each, which drops its triggers."""

    dependencies = [("budgets", "0002_classifications_and_protection")]
    operations = [
        migrations.AddField(
            model_name="sourcetable",
            name="kind",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="表的种类"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sourcetable",
            name="form",
            field=models.JSONField(blank=True, null=True, verbose_name="读出的表式"),
        ),
        migrations.AddField(
            model_name="sourcetable",
            name="is_understood",
            field=models.BooleanField(blank=True, null=True, verbose_name="完全读懂"),
        ),
        migrations.RunPython(protect_published, migrations.RunPython.noop),
    ]
