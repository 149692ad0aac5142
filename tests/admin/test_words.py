"""What Django's own pages of the workspace say: in words for people who have never seen Django."""

import ast
import re
import struct
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from budgets.models import ChangeRecord, Department, Edition, Project
from tests.admin.facts import address
from tests.packages import ROOT

WORDS = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES"
# What Django says by itself.
STRANGE = ("来修改", "过滤器", "> 以 ", "认证和授权", "选中了", "显示计数", "你确认", "henan-2023</")


@pytest.mark.parametrize(
    ("model", "title"), [(User, "用户"), (Project, "项目"), (Department, "部门和预算单位"), (Edition, "预算版本")]
)
def test_a_list_is_titled_by_what_it_lists(model, title, draft, admin_client):
    page = admin_client.get(reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert re.search(r"共 \d+ 条", page)
    assert 'alt="Search"' not in page
    assert [one for one in STRANGE if one in page] == []


def test_an_edition_and_its_deletion_are_in_plain_words(draft, admin_client):
    for name in ("change", "delete"):
        page = admin_client.get(address(Edition, name, draft.pk)).content.decode()
        assert [one for one in STRANGE if one in page] == []
    assert f"要删除预算版本“{draft}”吗？" in page


def test_the_lists_of_an_application_stand_on_a_page_of_their_own(admin_client):
    page = admin_client.get("/admin/budgets/").content.decode()
    assert "<h1>部门预算</h1>" in page
    assert f'<a href="{address(Department, "changelist")}">部门和预算单位</a>' in page
    assert "您还没有岗位" not in page


def test_the_form_set_is_shown_by_its_title(published, admin_client):
    page = admin_client.get(address(Edition, "change", published.pk)).content.decode()
    assert "河南省 2023 年部门预算公开表（12 张）" in page
    assert "henan-2023" not in page


def test_a_form_of_the_documents_own_stays_when_the_draft_is_saved(draft, admin_client):
    Edition.objects.filter(pk=draft.pk).update(form_set="printed")
    form = admin_client.get(address(Edition, "change", draft.pk)).context["adminform"].form
    assert ("printed", "文件自己的表式") in form.fields["form_set"].choices


def test_the_log_names_the_form_set(draft, admin_client):
    said = {"kind": "Edition", "action": "created", "actor": "某人", "after": {"form_set": "final-2024"}}
    record = ChangeRecord.objects.create(batch=uuid4(), at=timezone.now(), **said)
    page = admin_client.get(address(ChangeRecord, "change", record.pk)).content.decode()
    assert "2024 年部门决算公开表（9 张）" in page


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_words_are_those_that_are_written(name):
    assert compiled(WORDS / f"{name}.mo") == written(WORDS / f"{name}.po")


def written(path):
    """Return the sentences of a list of words, by what they stand for; the first stands for nothing."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs, source, entry = {}, "", ""
    for line in lines:
        if match := re.match(r"(msgid|msgid_plural|msgstr(?:\[0\])?) (.+)", line):
            entry, text = match[1], ast.literal_eval(match[2])
            if entry == "msgid":
                source = text
            elif entry == "msgid_plural":
                source = f"{source}\0{text}"
            else:
                pairs[source] = text
        elif line.startswith('"'):
            pairs[source] += ast.literal_eval(line)
    return pairs


def compiled(path):
    """Return the same of the file that gettext made of it."""
    content = path.read_bytes()
    _magic, _version, count, *starts = struct.unpack_from("<5I", content)
    columns = [[struct.unpack_from("<2I", content, start + 8 * at) for at in range(count)] for start in starts]
    texts = [[content[place : place + size].decode() for size, place in column] for column in columns]
    return dict(zip(*texts, strict=True))
