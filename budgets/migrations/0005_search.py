"""Search: what can be found, the index it is found by, and words that mean the same."""

import budgets.models.fact
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from budgets.search.index import create_index, drop_index
from budgets.search.synonyms import load_synonyms


class Migration(migrations.Migration):
    """Two tables, and an index of the kind that the database has."""

    dependencies = [
        ("budgets", "0004_public_site"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "部门"),
                            ("project", "项目"),
                            ("indicator", "绩效指标"),
                            ("function", "功能科目"),
                            ("economic", "经济科目"),
                            ("table", "表格"),
                            ("text", "文字说明"),
                            ("term", "名词解释"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="内容")),
                ("key", models.CharField(blank=True, max_length=60, verbose_name="标识")),
                (
                    "amount",
                    budgets.models.fact.AmountField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("text", models.TextField(verbose_name="检索文本")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="budgets.edition",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "检索条目",
                "verbose_name_plural": "检索条目",
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "term",
                    models.CharField(
                        max_length=30, validators=[django.core.validators.MinLengthValidator(2)], verbose_name="简称"
                    ),
                ),
                (
                    "meaning",
                    models.CharField(
                        max_length=60, validators=[django.core.validators.MinLengthValidator(2)], verbose_name="所指"
                    ),
                ),
                (
                    "is_mutual",
                    models.BooleanField(
                        default=True, help_text="两者是同一事物的名称，互相代替；不选时，只在查“简称”时一并查“所指”。", verbose_name="互查"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
            ],
            options={
                "verbose_name": "检索同义词",
                "verbose_name_plural": "检索同义词",
                "ordering": ["term", "meaning"],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "meaning"), name="synonym_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("term", models.F("meaning")), _negated=True), name="synonym_of_another_word"
                    ),
                ],
            },
        ),
        migrations.RunPython(create_index, drop_index),
        migrations.RunPython(load_synonyms, migrations.RunPython.noop),
    ]
