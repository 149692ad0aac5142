"""What the public site reads many budgets by, and what staff and citizens say beside the budgets."""

import budgets.models.fact
import django.db.models.deletion
from django.db import migrations, models

from budgets.immutability import protect_published


class Migration(migrations.Migration):
    """Summaries, site settings, inquiries, waivers, populations; the region's new field makes SQLite rebuild its table."""

    dependencies = [
        ("budgets", "0003_printed_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="region",
            name="is_invented",
            field=models.BooleanField(
                default=False, editable=False, help_text="演示用的虚构地区；每一页都会注明。", verbose_name="虚构数据"
            ),
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organiser", models.CharField(blank=True, max_length=100, verbose_name="主办单位")),
                ("operator", models.CharField(blank=True, max_length=100, verbose_name="承办单位")),
                ("identification_code", models.CharField(blank=True, max_length=20, verbose_name="网站标识码")),
                ("internet_record", models.CharField(blank=True, max_length=40, verbose_name="ICP 备案号")),
                ("police_record", models.CharField(blank=True, max_length=40, verbose_name="公安备案号")),
                ("telephone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                ("postal_address", models.CharField(blank=True, max_length=200, verbose_name="通信地址")),
                (
                    "disclosure_guide",
                    models.TextField(
                        blank=True,
                        help_text="受理机构、办理时限、所需材料；显示在申请页的上方。",
                        verbose_name="依申请公开说明",
                    ),
                ),
            ],
            options={
                "verbose_name": "网站信息",
                "verbose_name_plural": "网站信息",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="site_settings_single_row")],
            },
        ),
        migrations.CreateModel(
            name="DisclosureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(editable=False, max_length=20, unique=True, verbose_name="回执号")),
                ("text", models.TextField(max_length=2000, verbose_name="内容")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="联系方式")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="收到时间")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "已收到"), ("in_progress", "办理中"), ("answered", "已答复")],
                        default="received",
                        max_length=15,
                        verbose_name="办理状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("applicant", models.CharField(max_length=100, verbose_name="申请人姓名或名称")),
                (
                    "reply_form",
                    models.CharField(
                        choices=[("email", "电子邮件"), ("post", "邮寄"), ("pick_up", "自行领取")],
                        default="email",
                        max_length=15,
                        verbose_name="获取方式",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="budgets.department",
                        verbose_name="部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "依申请公开",
                "verbose_name_plural": "依申请公开",
                "ordering": ["-received_at", "-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "in_progress", "answered"])),
                        name="disclosure_request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reply_form__in", ["email", "post", "pick_up"])),
                        name="disclosure_request_form_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(editable=False, max_length=20, unique=True, verbose_name="回执号")),
                ("text", models.TextField(max_length=2000, verbose_name="内容")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="联系方式")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="收到时间")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "已收到"), ("in_progress", "办理中"), ("answered", "已答复")],
                        default="received",
                        max_length=15,
                        verbose_name="办理状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="页面地址")),
                ("figure", models.CharField(blank=True, max_length=200, verbose_name="有误的数字")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="budgets.department",
                        verbose_name="部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "纠错",
                "verbose_name_plural": "纠错",
                "ordering": ["-received_at", "-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "in_progress", "answered"])),
                        name="error_report_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedAmount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "phase",
                    models.CharField(
                        choices=[("budget", "预算"), ("adjusted", "调整预算"), ("final", "决算")],
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("total", "总计"),
                            ("revenue", "收入来源"),
                            ("function", "支出功能分类"),
                            ("nature", "支出性质"),
                            ("economic", "一般公共预算基本支出经济分类"),
                            ("three_public", "“三公”经费"),
                            ("project", "项目"),
                        ],
                        max_length=20,
                        verbose_name="口径",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("amount", budgets.models.fact.AmountField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="项目标识")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="budgets.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="published_amounts",
                        to="budgets.edition",
                        verbose_name="版本",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="budgets.region",
                        verbose_name="行政区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "已公开金额",
                "verbose_name_plural": "已公开金额",
                "indexes": [
                    models.Index(
                        fields=["dimension", "code", "year", "phase", "region", "-amount"],
                        name="published_amount_in_region",
                    ),
                    models.Index(
                        fields=["dimension", "code", "year", "phase", "-amount"], name="published_amount_anywhere"
                    ),
                    models.Index(fields=["department", "dimension", "code", "year"], name="published_amount_by_years"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "dimension", "code", "key"), name="published_amount_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionAmount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "phase",
                    models.CharField(
                        choices=[("budget", "预算"), ("adjusted", "调整预算"), ("final", "决算")],
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("total", "总计"),
                            ("revenue", "收入来源"),
                            ("function", "支出功能分类"),
                            ("nature", "支出性质"),
                            ("economic", "一般公共预算基本支出经济分类"),
                            ("three_public", "“三公”经费"),
                            ("project", "项目"),
                        ],
                        max_length=20,
                        verbose_name="口径",
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("amount", budgets.models.fact.AmountField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("count", models.PositiveIntegerField(verbose_name="笔数")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="budgets.region",
                        verbose_name="行政区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "地区合计",
                "verbose_name_plural": "地区合计",
                "indexes": [models.Index(fields=["dimension", "code", "year", "phase"], name="region_amount_by_code")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "year", "phase", "dimension", "code"), name="region_amount_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionPopulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("population", models.PositiveIntegerField(verbose_name="常住人口（人）")),
                (
                    "source",
                    models.CharField(
                        help_text="如：2023 年国民经济和社会发展统计公报。", max_length=200, verbose_name="数据来源"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="budgets.region",
                        verbose_name="行政区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "常住人口",
                "verbose_name_plural": "常住人口",
                "ordering": ["region", "-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("region", "year"), name="population_unique_in_region_and_year"),
                    models.CheckConstraint(condition=models.Q(("population__gt", 0)), name="population_positive"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=10, verbose_name="规则")),
                ("finding", models.CharField(blank=True, max_length=500, verbose_name="所说的问题")),
                ("reason", models.TextField(verbose_name="说明理由")),
                ("granted_by", models.CharField(max_length=150, verbose_name="审核人")),
                ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="审核时间")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="budgets.edition",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题说明",
                "verbose_name_plural": "问题说明",
                "ordering": ["edition", "rule", "id"],
                "constraints": [models.UniqueConstraint(fields=("edition", "rule", "finding"), name="waiver_unique")],
            },
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["status"], name="edition_by_status"),
        ),
        migrations.RunPython(protect_published, migrations.RunPython.noop),
    ]
