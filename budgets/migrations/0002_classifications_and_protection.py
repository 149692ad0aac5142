"""Load the classifications, and let the database itself protect what is published."""

from django.db import migrations

from budgets.classifications import load_classifications
from budgets.immutability import protect_published


class Migration(migrations.Migration):
    """Data and triggers; both can be applied again without harm."""

    dependencies = [("budgets", "0001_initial")]
    operations = [
        migrations.RunPython(load_classifications, migrations.RunPython.noop),
        migrations.RunPython(protect_published, migrations.RunPython.noop),
    ]
