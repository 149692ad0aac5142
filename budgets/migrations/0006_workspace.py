"""The workspace: people and their roles, steps, the log of changes, imports, years, names of earlier years."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from budgets.immutability import protect_published, release_published


class Migration(migrations.Migration):
    """Its new fields make SQLite rebuild tables of published rows: their triggers are made again at the end."""

    dependencies = [
        ('budgets', '0005_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(release_published, protect_published),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('clerk', '经办人'), ('approver', '审核人'), ('publisher', '财政公开人'), ('administrator', '管理员')], max_length=15, verbose_name='岗位')),
            ],
            options={
                'verbose_name': '岗位任命',
                'verbose_name_plural': '岗位任命',
                'ordering': ['user', 'role', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BudgetYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('form_set', models.CharField(default='henan-2023', max_length=30, verbose_name='表式')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='批复日期')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='开启时间')),
                ('opened_by', models.CharField(max_length=150, verbose_name='开启人')),
            ],
            options={
                'verbose_name': '预算年度',
                'verbose_name_plural': '预算年度',
                'ordering': ['region', '-year'],
            },
        ),
        migrations.CreateModel(
            name='ChangeRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200, verbose_name='对象')),
                ('kind', models.CharField(max_length=50, verbose_name='种类')),
                ('key', models.CharField(blank=True, max_length=100, verbose_name='标识')),
                ('action', models.CharField(choices=[('created', '新增'), ('changed', '修改'), ('deleted', '删除'), ('step', '步骤')], max_length=10, verbose_name='动作')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='内容')),
                ('before', models.JSONField(null=True, verbose_name='修改前')),
                ('after', models.JSONField(null=True, verbose_name='修改后')),
                ('batch', models.UUIDField(verbose_name='批次')),
                ('actor', models.CharField(max_length=150, verbose_name='操作人')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '操作记录',
                'verbose_name_plural': '操作记录',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='CheckSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(verbose_name='修改次数')),
                ('errors', models.PositiveIntegerField(verbose_name='错误')),
                ('warnings', models.PositiveIntegerField(verbose_name='提示')),
                ('unexplained', models.PositiveIntegerField(verbose_name='未说明的提示')),
                ('missing', models.JSONField(default=list, verbose_name='缺少的内容')),
                ('checked_at', models.DateTimeField(verbose_name='核对时间')),
            ],
            options={
                'verbose_name': '核对结果',
                'verbose_name_plural': '核对结果',
            },
        ),
        migrations.CreateModel(
            name='EditingPresence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60, verbose_name='所在页面')),
                ('seen_at', models.DateTimeField(verbose_name='最近在线')),
            ],
            options={
                'verbose_name': '在线编辑',
                'verbose_name_plural': '在线编辑',
            },
        ),
        migrations.CreateModel(
            name='FirstPassword',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='first_password', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                ('set_at', models.DateTimeField(auto_now=True, verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '初始密码',
                'verbose_name_plural': '初始密码',
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until_year', models.PositiveSmallIntegerField(verbose_name='用到哪一年')),
                ('name', models.CharField(max_length=100, verbose_name='当时的名称')),
                ('short_name', models.CharField(blank=True, max_length=50, verbose_name='当时的简称')),
            ],
            options={
                'verbose_name': '曾用名',
                'verbose_name_plural': '曾用名',
                'ordering': ['department', 'until_year'],
            },
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('phase', models.CharField(choices=[('budget', '预算'), ('adjusted', '调整预算'), ('final', '决算')], default='budget', max_length=10, verbose_name='阶段')),
                ('origin', models.CharField(choices=[('prepared', '编制'), ('transcribed', '转录')], default='prepared', max_length=12, verbose_name='形成方式')),
                ('state', models.CharField(choices=[('waiting', '等待读取'), ('reading', '正在读取'), ('ready', '等待确认'), ('failed', '没有读成'), ('applied', '已导入'), ('undone', '已撤销'), ('cancelled', '已放弃')], default='waiting', max_length=10, verbose_name='状态')),
                ('stage', models.CharField(blank=True, max_length=100, verbose_name='进行到')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='进度（%）')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='读取次数')),
                ('message', models.TextField(blank=True, verbose_name='没有读成的原因')),
                ('report', models.JSONField(blank=True, null=True, verbose_name='读取报告')),
                ('reading', models.BinaryField(null=True, verbose_name='读取结果')),
                ('chosen', models.JSONField(blank=True, default=list, verbose_name='选取的内容')),
                ('replaced', models.BinaryField(null=True, verbose_name='被替换的内容')),
                ('written_sha256', models.CharField(blank=True, max_length=64, verbose_name='导入内容的摘要')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('beat_at', models.DateTimeField(blank=True, null=True, verbose_name='最近进展')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='导入时间')),
            ],
            options={
                'verbose_name': '导入',
                'verbose_name_plural': '导入',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('due_soon', '即将到期'), ('late', '已经逾期'), ('summary', '地区汇总')], max_length=10, verbose_name='事由')),
                ('sent_on', models.DateField(verbose_name='发送日期')),
                ('recipients', models.TextField(blank=True, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '提醒',
                'verbose_name_plural': '提醒',
                'ordering': ['-sent_on', 'budget'],
            },
        ),
        migrations.CreateModel(
            name='RoleRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('clerk', '经办人'), ('approver', '审核人'), ('publisher', '财政公开人'), ('administrator', '管理员')], max_length=15, unique=True, verbose_name='岗位')),
                ('requires_second_factor', models.BooleanField(default=False, verbose_name='要求动态口令')),
            ],
            options={
                'verbose_name': '岗位登录要求',
                'verbose_name_plural': '岗位登录要求',
                'ordering': ['role'],
            },
        ),
        migrations.CreateModel(
            name='SavedEntry',
            fields=[
                ('token', models.UUIDField(primary_key=True, serialize=False, verbose_name='凭据')),
                ('answer', models.JSONField(verbose_name='答复')),
                ('saved_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='保存时间')),
            ],
            options={
                'verbose_name': '保存凭据',
                'verbose_name_plural': '保存凭据',
            },
        ),
        migrations.CreateModel(
            name='ScheduledPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publish_at', models.DateTimeField(verbose_name='公开时间')),
                ('actor', models.CharField(max_length=150, verbose_name='公开人')),
                ('problem', models.TextField(blank=True, verbose_name='没有公开的原因')),
            ],
            options={
                'verbose_name': '定时公开',
                'verbose_name_plural': '定时公开',
                'ordering': ['publish_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='StepRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('submit', '提交审核'), ('send_back', '退回修改'), ('approve', '审核通过'), ('schedule', '定时公开'), ('unschedule', '取消定时'), ('publish', '公开'), ('withdraw', '撤回')], max_length=15, verbose_name='步骤')),
                ('remark', models.TextField(blank=True, verbose_name='意见')),
                ('actor', models.CharField(max_length=150, verbose_name='操作人')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
            ],
            options={
                'verbose_name': '办理记录',
                'verbose_name_plural': '办理记录',
                'ordering': ['edition', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_year', models.PositiveSmallIntegerField(verbose_name='从哪一年起')),
                ('kind', models.CharField(choices=[('merged', '合并'), ('split', '分立')], max_length=10, verbose_name='方式')),
            ],
            options={
                'verbose_name': '部门沿革',
                'verbose_name_plural': '部门沿革',
                'ordering': ['from_year', 'predecessor', 'successor'],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='撤回原因')),
                ('by', models.CharField(max_length=150, verbose_name='撤回人')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='撤回时间')),
            ],
            options={
                'verbose_name': '撤回公告',
                'verbose_name_plural': '撤回公告',
                'ordering': ['-at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='one_draft_edition',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_status_known',
        ),
        migrations.AddField(
            model_name='budget',
            name='approved_on',
            field=models.DateField(blank=True, null=True, verbose_name='批复日期'),
        ),
        migrations.AddField(
            model_name='budget',
            name='exemption_ground',
            field=models.CharField(blank=True, max_length=200, verbose_name='不予公开的依据'),
        ),
        migrations.AddField(
            model_name='department',
            name='closed_after',
            field=models.PositiveSmallIntegerField(blank=True, help_text='撤销或并入其他部门的，填它最后编制预算的年度。', null=True, verbose_name='最后一个预算年度'),
        ),
        migrations.AddField(
            model_name='department',
            name='discloses_separately',
            field=models.BooleanField(default=False, help_text='预算单位自己公开预算时选它（《预算法实施条例》第六条）。', verbose_name='单独公开'),
        ),
        migrations.AddField(
            model_name='edition',
            name='revision',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='修改次数'),
        ),
        migrations.AddField(
            model_name='edition',
            name='rows_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='budgets.edition', verbose_name='带入各行的版本'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='status',
            field=models.CharField(choices=[('draft', '草稿'), ('submitted', '待审核'), ('approved', '已审核'), ('scheduled', '定时公开'), ('published', '已公开'), ('superseded', '已被更正'), ('withdrawn', '已撤回')], default='draft', editable=False, max_length=10, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'submitted', 'approved', 'scheduled'))), fields=('budget',), name='one_unpublished_edition'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'approved', 'scheduled', 'published', 'superseded', 'withdrawn'])), name='edition_status_known'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='budgets.department', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='budgets.region', verbose_name='行政区划'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddField(
            model_name='budgetyear',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_years', to='budgets.region', verbose_name='行政区划'),
        ),
        migrations.AddField(
            model_name='changerecord',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddField(
            model_name='changerecord',
            name='department',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='budgets.department', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='changerecord',
            name='edition',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='checksummary',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='check_summary', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='editingpresence',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='editingpresence',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddField(
            model_name='formername',
            name='department',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='budgets.department', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='formername',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.department', verbose_name='当时的主管部门'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='department',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='budgets.department', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='budgets.sourcedocument', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='edition',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='budgets.edition', verbose_name='导入的版本'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='budget',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='budgets.budget', verbose_name='年度预算'),
        ),
        migrations.AddField(
            model_name='savedentry',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='scheduledpublication',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='schedule', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='scheduledpublication',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='安排人'),
        ),
        migrations.AddField(
            model_name='steprecord',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddField(
            model_name='steprecord',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='budgets.department', verbose_name='原部门'),
        ),
        migrations.AddField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inheritances', to='budgets.department', verbose_name='承接部门'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='budgets.edition', verbose_name='版本'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('user', 'role', 'department'), name='appointment_unique_in_department'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('user', 'role', 'region'), name='appointment_unique_in_region'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'administrator')), fields=('user',), name='appointment_unique_as_administrator'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', False), ('region__isnull', True), ('role__in', ('clerk', 'approver'))), models.Q(('department__isnull', True), ('region__isnull', False), ('role', 'publisher')), models.Q(('department__isnull', True), ('region__isnull', True), ('role', 'administrator')), _connector='OR'), name='appointment_to_what_the_role_needs'),
        ),
        migrations.AddConstraint(
            model_name='budgetyear',
            constraint=models.UniqueConstraint(fields=('region', 'year'), name='budget_year_unique_in_region'),
        ),
        migrations.AddIndex(
            model_name='changerecord',
            index=models.Index(fields=['edition', '-id'], name='change_of_edition'),
        ),
        migrations.AddIndex(
            model_name='changerecord',
            index=models.Index(fields=['department', '-id'], name='change_of_department'),
        ),
        migrations.AddIndex(
            model_name='changerecord',
            index=models.Index(fields=['at'], name='change_by_time'),
        ),
        migrations.AddConstraint(
            model_name='editingpresence',
            constraint=models.UniqueConstraint(fields=('edition', 'user', 'place'), name='presence_unique'),
        ),
        migrations.AddConstraint(
            model_name='formername',
            constraint=models.UniqueConstraint(fields=('department', 'until_year'), name='former_name_unique_in_year'),
        ),
        migrations.AddIndex(
            model_name='importjob',
            index=models.Index(fields=['state'], name='import_by_state'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('budget', 'kind', 'sent_on'), name='reminder_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor'), name='succession_unique'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_of_another_department'),
        ),
        migrations.RunPython(protect_published, release_published),
    ]
