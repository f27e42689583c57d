"""Who decides is held to what they saw on this machine: nobody writes over what was written since."""
import json
import os
from datetime import date

from acts import report

tests = []


def test(function):
    tests.append(function)
    return function


def reason(done):
    return json.loads(done.stderr)["reason"]


@test
def what_only_adds_needs_no_look_and_what_decides_does(b):
    number = report(b, "Bé Mười")
    b.ok("off1", "case", "accept", number)
    b.ok("off1", "case", "note", number, "đã gọi cho trưởng thôn")
    unseen = b.ctl("off1", "case", "assess", number, "--kind", "initial", "--conclusion", "high")
    assert unseen.returncode == 2 and "hotlinectl case show" in unseen.stderr and "--expected-version" in unseen.stderr, unseen
    english = b.ctl("off1", "case", "assess", number, "--kind", "initial", "--conclusion", "high", "--lang", "en")
    assert english.returncode == 2 and "hotlinectl case show" in english.stderr and english.stderr.isascii(), english
    told = b.ctl("off1", "case", "assess", number, "--kind", "initial", "--conclusion", "high", "--json")
    assert reason(told) == "look_first", told
    b.ok("off1", "case", "show", number)
    b.ok("off1", "case", "assess", number, "--kind", "initial", "--conclusion", "high")
    b.ok("off1", "case", "assess", number, "--kind", "specific", "--conclusion", "high")  # one's own act was seen


@test
def what_was_written_since_one_looked_is_not_decided_over(b):
    number = report(b, "Bé Mười Một")
    b.ok("off1", "case", "accept", number)
    b.ok("off1", "case", "show", number)
    b.ok("off1", "case", "assess", number, "--kind", "specific", "--conclusion", "high")
    b.ok("off1", "case", "plan", number, "--goals", "trẻ an toàn", "--step", "thăm nhà|chị Hà|2026-12-01")
    b.ok("ch1", "case", "show", number)
    b.ok("off1", "case", "note", number, "đã có tin mới")
    for added in (False, True):
        if added:
            b.ok("ch1", "case", "note", number, "tôi sẽ xem lại")  # goes beside, and shows nothing of what came between
        done = b.ctl("ch1", "case", "approve", number)
        assert done.returncode == 1 and "hotlinectl case show" in done.stderr, done
        assert reason(b.ctl("ch1", "case", "approve", number, "--json")) == "case_version_changed"
    b.ok("ch1", "case", "list", "--all")  # its lines show the head of a case alone
    b.ok("ch1", "case", "history", number, "--page-size", "2")  # which ends before the news
    assert b.ctl("ch1", "case", "approve", number).returncode == 1
    b.ok("ch1", "case", "history", number, "--all")
    b.ok("ch1", "case", "approve", number)


@test
def a_plan_said_to_be_carried_out_is_the_plan_that_was_seen(b):
    number = report(b, "Bé Mười Hai")
    b.ok("off1", "case", "accept", number)
    b.ok("off1", "case", "action", number, "đã thăm nhà")
    done = b.ctl("off1", "case", "action", number, "việc cuối", "--carried-out", "--json")
    assert done.returncode == 2 and reason(done) == "look_first", done


@test
def a_report_is_signed_as_it_was_seen(b):
    owed = b.json("off1", "reports", "list", "--from", "2025-12-01", "--to", str(date.today()), "--state", "owed", "--all")["reports"]
    of = ("half-year", "Bảo Đài", next(each["key"]["firstDay"] for each in owed if each["key"]["duty"] == "half-year"))
    b.ok("off1", "reports", "draft", *of, "--text", "Bản thứ nhất.")
    unseen = b.ctl("ch1", "reports", "sign", *of)
    assert unseen.returncode == 2 and "hotlinectl reports show half-year" in unseen.stderr, unseen
    b.ok("ch1", "reports", "show", *of)
    b.ok("off1", "reports", "draft", *of, "--text", "Bản thứ hai.")
    stale = b.ctl("ch1", "reports", "sign", *of)
    assert stale.returncode == 1 and "hotlinectl reports show half-year" in stale.stderr, stale
    b.sign_in("shared", "off1", "mật khẩu của off1")
    over = b.ctl("shared", "reports", "draft", *of, "--text", "viết mà chưa xem", "--json")
    assert over.returncode == 1 and reason(over) == "report_version_changed", over
    b.ok("ch1", "reports", "show", *of)
    b.ok("ch1", "reports", "sign", *of)


@test
def what_was_seen_is_kept_for_its_owner_without_names_and_within_bounds(b):
    path = os.path.join(b.state_dir("off1"), "hotlinectl/seen")
    assert os.stat(path).st_mode & 0o777 == 0o600 and os.stat(os.path.dirname(path)).st_mode & 0o777 == 0o700
    kept = open(path, encoding="utf-8").read()
    assert "off1" not in kept and "LN-" not in kept and "Bé" not in kept, kept
    server, person, _, _ = kept.splitlines()[-1].split(" ")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(f"{server} {person} case-{number} 1\n" for number in range(600))
    shown = b.json("off1", "case", "show", b.number)["case"]["row"]
    lines = open(path, encoding="utf-8").read().splitlines()
    assert len(lines) == 500 and lines[-1] == f"{server} {person} {shown['caseId']} {shown['version']}", lines[-1]


@test
def what_one_person_saw_is_not_what_another_saw_on_the_same_machine(b):
    number = report(b, "Bé Mười Ba")
    b.sign_in("shared", "off1", "mật khẩu của off1")
    b.ok("shared", "case", "show", number)
    b.sign_in("shared", "ch1", "mật khẩu của ch1")
    unseen = b.ctl("shared", "case", "return", number, "--reason", "wrong-place", "--explanation", "trẻ ở xã khác", "--json")
    assert unseen.returncode == 2 and reason(unseen) == "look_first", unseen
