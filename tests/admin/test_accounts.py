"""Getting into the workspace: locks, second factor, sessions, passwords."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp

from budgets.accounts import second_factor
from budgets.accounts.sessions import SEEN, STARTED, UNATTENDED
from budgets.models import ChangeRecord, FirstPassword, RoleRule, SiteSettings
from budgets.vocabulary import Role
from tests.staff import PASSWORD, client_of, log_in, make_person

pytestmark = pytest.mark.django_db
WRONG = "not-the-password-1"
DATA = {"accept": "application/json"}


@pytest.fixture
def clerk():
    return make_person("clerk", Role.CLERK, first_name="张三")


@pytest.fixture
def administrator():
    return make_person("keeper", Role.ADMINISTRATOR, first_name="李四")


def notes(person: User) -> list[str]:
    """Return what the log says was done with a person, in order."""
    records = ChangeRecord.objects.filter(kind="User", key=str(person.pk)).order_by("id")
    return [record.detail for record in records]


def code_of(person: User, *, confirmed: bool = True, steps: int = 0) -> str:
    """Return what a person's app shows, now or so many half minutes later."""
    app = second_factor.app_of(person, confirmed=confirmed)
    return f"{totp(app.bin_key, t0=-30 * steps):06}"


def set_up(client: Client, person: User) -> list[str]:
    """Set up an app as a person does, and return the recovery codes shown."""
    client.post("/admin/account/second-factor/begin/")
    answer = client.post("/admin/account/second-factor/", {"code": code_of(person, confirmed=False)})
    return answer.context["codes"]


class TestLocks:
    @pytest.fixture
    def locked(self, clerk):
        for _attempt in range(5):
            answer = log_in("clerk", WRONG)
        return answer

    def test_four_failures_lock_nobody(self, clerk):
        for _attempt in range(4):
            assert log_in("clerk", WRONG).status_code == 200
        assert log_in("clerk").url == "/admin/"

    def test_the_fifth_failure_locks_and_says_what_to_do(self, clerk):
        SiteSettings.objects.create(id=1, telephone="0373-3686000")
        for _attempt in range(5):
            answer = log_in("clerk", WRONG)
        text = answer.content.decode()
        assert answer.status_code == 429
        assert "请过 15 分钟再试" in text
        assert "管理员" in text
        assert "0373-3686000" in text
        assert "locked" not in text.lower().replace("/admin/account/locked", "")

    def test_the_right_password_is_refused_too(self, locked, clerk):
        answer = log_in("clerk")
        assert answer.status_code == 429
        assert not answer.wsgi_request.user.is_authenticated

    def test_it_ends_by_itself(self, locked, clerk):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert log_in("clerk").status_code == 302

    def test_another_name_and_another_address_are_not_locked(self, locked, administrator):
        assert log_in("keeper").status_code == 302
        assert log_in("clerk", REMOTE_ADDR="10.0.0.9").status_code == 302

    def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(self, clerk, settings):
        settings.BEHIND_PROXY = True
        for number in range(5):
            # What a sender claims before the last address is its own invention.
            log_in("clerk", WRONG, HTTP_X_FORWARDED_FOR=f"1.1.1.{number}, 10.0.0.7")
        assert log_in("clerk", HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 429
        assert log_in("clerk", HTTP_X_FORWARDED_FOR="10.0.0.8").status_code == 302

    def test_the_log_notes_it_once(self, locked, clerk):
        log_in("clerk")
        assert notes(clerk) == ["多次登录失败，已锁定（127.0.0.1）"]

    def test_names_that_nobody_has_are_locked_alike_and_leave_no_trace_in_the_log(self, clerk):
        answers = [log_in("nobody", WRONG).status_code for _attempt in range(6)]
        assert answers == [200] * 4 + [429] * 2
        assert not ChangeRecord.objects.exists()

    def test_an_administrator_unlocks(self, locked, clerk, administrator):
        keeper = client_of(administrator)
        page = keeper.get("/admin/account/locks/")
        (lock,) = page.context["locks"]
        assert (lock.username, lock.address, lock.failures) == ("clerk", "127.0.0.1", 5)
        keeper.post("/admin/account/locks/unlock/", {"username": "clerk", "address": "127.0.0.1"})
        assert log_in("clerk").status_code == 302
        assert "解除登录锁定（127.0.0.1）" in notes(clerk)

    def test_others_do_not(self, locked, clerk):
        other = client_of(make_person("other", Role.PUBLISHER))
        assert other.get("/admin/account/locks/").status_code == 403
        sent = {"username": "clerk", "address": "127.0.0.1"}
        assert other.post("/admin/account/locks/unlock/", sent).status_code == 403
        assert log_in("clerk").status_code == 429


class TestSecondFactor:
    @pytest.fixture
    def required(self):
        RoleRule.objects.create(role=Role.CLERK, requires_second_factor=True)

    def test_it_is_set_up_with_a_code_from_the_app(self, clerk):
        client = client_of(clerk)
        assert client.post("/admin/account/second-factor/begin/").url == "/admin/account/second-factor/"
        page = client.get("/admin/account/second-factor/")
        assert second_factor.key_of(page.context["waiting"]) in page.content.decode()
        image = client.get("/admin/account/second-factor/key.svg")
        assert image["Content-Type"] == "image/svg+xml"
        assert "no-store" in image["Cache-Control"]
        codes = client.post("/admin/account/second-factor/", {"code": code_of(clerk, confirmed=False)}).context["codes"]
        assert len(set(codes)) == 10
        assert notes(clerk) == ["设置动态口令", "生成恢复码"]
        assert client.get("/admin/").status_code == 200
        assert client.get("/admin/account/second-factor/key.svg").status_code == 404

    def test_a_wrong_code_sets_nothing_up(self, clerk):
        client = client_of(clerk)
        client.post("/admin/account/second-factor/begin/")
        right = code_of(clerk, confirmed=False)
        wrong = f"{(int(right) + 1) % 1_000_000:06}"
        answer = client.post("/admin/account/second-factor/", {"code": wrong})
        assert "动态口令不对" in answer.content.decode()
        assert second_factor.app_of(clerk) is None

    def test_after_the_password_a_code_is_asked_for_and_nothing_else_opens(self, clerk):
        set_up(client_of(clerk), clerk)
        client = Client()
        log_in("clerk", client=client)
        for address in ("/admin/", "/admin/budgets/edition/", "/admin/account/", "/admin/account/second-factor/"):
            answer = client.get(address)
            assert urlsplit(answer.url).path == "/admin/account/code/", address
            assert parse_qs(urlsplit(answer.url).query) == {"next": [address]}
        assert client.get("/admin/account/code/").status_code == 200
        # The code of the set-up was used; the app shows another one half a minute later.
        answer = client.post("/admin/account/code/?next=/admin/budgets/edition/", {"code": code_of(clerk, steps=1)})
        assert answer.url == "/admin/budgets/edition/"
        assert client.get("/admin/").status_code == 200

    def test_a_code_is_taken_once(self, clerk):
        set_up(client_of(clerk), clerk)
        code = code_of(clerk, steps=1)
        answers = []
        for _attempt in range(2):
            client = Client()
            log_in("clerk", client=client)
            answers.append(client.post("/admin/account/code/", {"code": code}).status_code)
        assert answers == [302, 200]

    def test_a_recovery_code_is_taken_once(self, clerk):
        code = set_up(client_of(clerk), clerk)[3]
        answers = []
        for typed in (code.upper(), code):
            client = Client()
            log_in("clerk", client=client)
            answers.append(client.post("/admin/account/code/", {"code": typed}).status_code)
        assert answers == [302, 200]
        assert second_factor.count_recovery_codes(clerk) == 9

    def test_guessing_is_slowed_down(self, clerk):
        set_up(client_of(clerk), clerk)
        client = Client()
        log_in("clerk", client=client)
        app = second_factor.app_of(clerk)
        app.throttling_failure_count, app.throttling_failure_timestamp = 6, timezone.now()
        app.save()
        answer = client.post("/admin/account/code/", {"code": code_of(clerk, steps=1)})
        assert "请等 32 秒再试" in answer.content.decode()

    def test_a_foreign_address_is_never_led_to(self, clerk):
        set_up(client_of(clerk), clerk)
        client = Client()
        log_in("clerk", client=client)
        answer = client.post("/admin/account/code/?next=https://evil.example/", {"code": code_of(clerk, steps=1)})
        assert answer.url == "/admin/"

    def test_a_role_may_require_it(self, required, clerk):
        client = Client()
        log_in("clerk", client=client)
        assert urlsplit(client.get("/admin/").url).path == "/admin/account/second-factor/"
        assert set_up(client, clerk)
        assert client.get("/admin/").status_code == 200

    def test_other_roles_are_left_alone(self, required, administrator):
        assert client_of(administrator).get("/admin/").status_code == 200

    def test_superusers_count_as_administrators(self, db):
        RoleRule.objects.create(role=Role.ADMINISTRATOR, requires_second_factor=True)
        client = client_of(User.objects.create_superuser("root"))
        assert urlsplit(client.get("/admin/").url).path == "/admin/account/second-factor/"

    @pytest.mark.parametrize(
        "headers",
        [DATA, {"x-requested-with": "XMLHttpRequest"}, {"content-type": "application/json"}],
        ids=["accept", "requested-with", "content-type"],
    )
    def test_a_script_is_told_instead_of_led(self, headers, required, clerk):
        kind = headers.get("content-type", "application/x-www-form-urlencoded")
        others = {name: value for name, value in headers.items() if name != "content-type"}
        client = client_of(clerk)
        for known, status, error in ((Client(), 401, "login"), (client, 403, "set_up")):
            answer = known.post("/admin/budgets/edition/add/", "{}", content_type=kind, headers=others)
            assert (answer.status_code, answer.json()["error"]) == (status, error)
            assert answer.json()["message"]

    def test_one_may_log_out_before_giving_a_code(self, required, clerk):
        client = client_of(clerk)
        assert client.post("/admin/logout/").status_code == 200
        assert urlsplit(client.get("/admin/").url).path == "/admin/login/"

    def test_an_administrator_resets_it(self, required, clerk, administrator):
        mine = client_of(clerk)
        codes = set_up(mine, clerk)
        address = f"/admin/auth/user/{clerk.pk}/second-factor/reset/"
        keeper = client_of(administrator)
        assert "张三" in keeper.get(address).content.decode()
        assert second_factor.app_of(clerk) is not None
        keeper.post(address)
        assert second_factor.app_of(clerk) is None
        assert second_factor.verify(clerk, codes[0]) is None
        assert notes(clerk)[-1] == "重设动态口令"
        # Whoever was in with the old app is out.
        assert urlsplit(mine.get("/admin/").url).path == "/admin/account/second-factor/"

    def test_new_recovery_codes_void_the_old_ones(self, clerk):
        client = client_of(clerk)
        old = set_up(client, clerk)
        new = client.post("/admin/account/recovery-codes/").context["codes"]
        assert not set(old) & set(new)
        assert second_factor.verify(clerk, old[0]) is None

    def test_recovery_codes_need_an_app(self, clerk):
        assert client_of(clerk).post("/admin/account/recovery-codes/").status_code == 403


class TestSessions:
    @pytest.fixture
    def client(self, clerk):
        client = Client()
        log_in("clerk", client=client)
        return client

    def let_pass(self, client: Client, name: str, seconds: int) -> None:
        session = client.session
        session[name] = int(time.time()) - seconds
        session.save()

    @pytest.mark.parametrize(("name", "seconds"), [(SEEN, 3601), (STARTED, 12 * 3600 + 1)])
    def test_it_ends_when_idle_and_in_any_case(self, name, seconds, client):
        self.let_pass(client, name, seconds)
        answer = client.get("/admin/budgets/edition/?q=1")
        assert answer.url == "/admin/login/?next=/admin/budgets/edition/%3Fq%3D1&expired=1"
        text = client.get(answer.url).content.decode()
        assert "登录已过期，请重新登录；未保存的内容已留在本机。" in text

    def test_just_before_it_goes_on_and_counts_anew(self, client):
        self.let_pass(client, SEEN, 3500)
        assert client.get("/admin/").status_code == 200
        assert time.time() - client.session[SEEN] < 60

    def test_requests_that_nobody_made_do_not_keep_it_alive(self, client):
        self.let_pass(client, SEEN, 3500)
        client.get("/admin/jsi18n/", headers={UNATTENDED: "1"})
        assert time.time() - client.session[SEEN] >= 3500

    def test_a_script_is_told(self, client):
        self.let_pass(client, SEEN, 3601)
        answer = client.post("/admin/budgets/edition/add/", headers=DATA)
        assert answer.status_code == 401
        assert answer.json()["error"] == "expired"
        assert "未保存的内容已留在本机" in answer.json()["message"]

    def test_a_cookie_of_a_session_that_is_gone_says_so_as_well(self, client):
        client.session.delete()
        assert "expired=1" in client.get("/admin/").url

    def test_a_first_visit_does_not(self, db):
        assert "expired" not in Client().get("/admin/").url

    def test_it_gets_another_key_at_the_login(self, clerk):
        client = Client()
        session = client.session
        session["x"] = 1
        session.save()
        before = session.session_key
        log_in("clerk", client=client)
        assert client.cookies["sessionid"].value != before

    def test_its_cookie_is_out_of_reach_of_scripts_and_other_sites(self, client, settings):
        cookie = client.cookies["sessionid"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_deactivating_a_person_ends_it(self, client, clerk, administrator):
        assert client.get("/admin/").status_code == 200
        User.objects.filter(pk=clerk.pk).update(is_active=False)
        assert urlsplit(client.get("/admin/").url).path == "/admin/login/"

    def test_the_log_notes_the_login(self, client, clerk):
        assert notes(clerk) == ["登录"]


class TestPasswords:
    def change(self, client: Client, new: str, old: str = PASSWORD):
        sent = {"old_password": old, "new_password1": new, "new_password2": new}
        return client.post("/admin/password_change/", sent)

    @pytest.mark.parametrize(
        ("password", "why"),
        [
            ("ab3", "10"),
            ("1234567890123", "数字"),
            ("zheshimima-only", "同时包含字母和数字"),
            ("password1234", "常见"),
            ("zhangsan2026", "相似"),
            (PASSWORD, "不能和原来的一样"),
        ],
    )
    def test_what_is_easily_guessed_is_refused(self, password, why, db):
        person = make_person("zhangsan2026", Role.CLERK)
        answer = self.change(client_of(person), password)
        assert answer.status_code == 200
        assert why in str(answer.context["form"].errors)

    def test_a_good_one_is_taken_and_ends_other_sessions(self, clerk):
        here, there = client_of(clerk), client_of(clerk)
        assert self.change(here, "weihui-2027-juesuan").url == "/admin/password_change/done/"
        assert here.get("/admin/password_change/done/").status_code == 200
        assert here.get("/admin/").status_code == 200
        assert there.get("/admin/").status_code == 302
        assert notes(clerk) == ["修改自己的密码"]
        (record,) = ChangeRecord.objects.filter(kind="User")
        assert (record.before, record.after) == (None, None)

    def test_a_given_one_opens_nothing_but_the_page_where_it_is_changed(self, clerk):
        FirstPassword.objects.create(user=clerk)
        client = Client()
        log_in("clerk", client=client)
        for address in ("/admin/", "/admin/budgets/edition/", "/admin/account/"):
            assert urlsplit(client.get(address).url).path == "/admin/password_change/"
        assert "初始密码" in client.get("/admin/password_change/").content.decode()
        self.change(client, "weihui-2027-juesuan")
        assert client.get("/admin/").status_code == 200
        again = Client()
        log_in("clerk", "weihui-2027-juesuan", again)
        assert again.get("/admin/").status_code == 200


def test_nothing_of_the_libraries_is_shown_in_their_own_words(administrator):
    RoleRule.objects.create(role=Role.CLERK)
    client = client_of(administrator)
    for address in ("/admin/", "/admin/auth/", "/admin/auth/user/", f"/admin/auth/user/{administrator.pk}/change/"):
        text = client.get(address).content.decode().lower()
        for word in ("axes", "otp_", "totp", "static device", "access attempt", "groups"):
            assert word not in text, (address, word)
    for address in ("/admin/axes/", "/admin/otp_totp/", "/admin/otp_static/", "/admin/auth/group/"):
        assert client.get(address).status_code == 404
