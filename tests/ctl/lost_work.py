"""What a person typed or asked for is not lost and not done twice when the server says no, or nothing at all."""
import json
import os
import re
import shlex
import signal

from acts import report
from installation import LossyLine
from terminal import Screen

tests = []

# Counselling: the channel, the type of call and the class by a key, what was said by a line.
ANSWERS = (("Kênh", "1"), ("Loại cuộc gọi", "2"), ("Phân loại", "2"), ("Số gọi đến", "0911222555\n"), ("Nội dung hỏi", "hỏi về học bổng\n"),
           ("Đã tư vấn", "liên hệ nhà trường\n"), ("Người báo tin", "\n"), ("Họ tên người báo tin", "Chị Lan Kín\n"),
           ("Điện thoại người báo tin", "\n"), ("gọi lại", "k"), ("gửi", "g"))


def test(function):
    tests.append(function)
    return function


def interviewed(b, who, *flags, answers=ANSWERS):
    """The exit code and what the person saw."""
    asked = Screen(b, who, "contact", "log", *flags, piped=True)
    for question, keys in answers:
        asked.answer(question, keys)
    code, _ = asked.to_end()
    told = asked.text()
    asked.close()
    return code, told


def named_command(told):
    """The words of the command that sends what was kept, without the name of the program."""
    return shlex.split(re.search(r"hotlinectl (contact log --(?:file|draft) .*)", told).group(1))


def unsent(b, who):
    where = os.path.join(b.state_dir(who), "hotlinectl/unsent")
    return [os.path.join(where, name) for name in os.listdir(where)] if os.path.isdir(where) else []


def contacts(b):
    return len(b.json("op1", "contact", "list", "--all")["contacts"])


@test
def answers_whose_receipt_was_lost_are_kept_in_a_file_and_recorded_once(b):
    line = LossyLine(b.url)
    far, before = b.far("op1", line), contacts(b)
    line.deaf_to = "SubmitContact"
    code, told = interviewed(b, far)
    assert code == 3 and line.swallowed > 0 and contacts(b) == before + 1, (code, told)
    (kept,) = unsent(b, far)
    assert os.stat(kept).st_mode & 0o777 == 0o600 and os.stat(os.path.dirname(kept)).st_mode & 0o777 == 0o700
    assert re.fullmatch(r"contact-[0-9a-f-]{36}\.json", os.path.basename(kept)), kept
    assert json.load(open(kept, encoding="utf-8"))["informant"]["name"] == "Chị Lan Kín"
    assert "Chị Lan Kín" not in told.split("gửi  n)")[-1] and kept in told, told
    assert b.ctl(far, *named_command(told)).returncode == 3 and os.path.exists(kept), "still no answer: it stays"
    line.deaf_to = ""
    sent = b.ctl(far, *named_command(told))
    assert sent.returncode == 0 and "được xóa" in sent.stderr and not os.path.exists(kept), sent
    assert contacts(b) == before + 1
    line.close()


@test
def answers_that_the_server_refuses_are_kept_as_a_draft_with_where_they_go(b):
    before = contacts(b)
    code, told = interviewed(b, "op1", "--received-at", "2099-01-01 10:00", "--refer-to", "Bảo Đài", "--restricted")
    assert code == 1 and "draft list" in told and not unsent(b, "op1"), (code, told)
    draft = b.json("op1", "draft", "list")["drafts"][0]
    assert draft["contact"]["advised"] == "liên hệ nhà trường" and draft["contact"]["callerNumber"] == "0911222555", draft
    assert draft["routing"]["restricted"] and draft["routing"]["referTo"] == b.place_today, draft
    command = named_command(told)
    assert command[-1] == draft["draftId"]
    assert b.ctl("op1", *command).returncode == 1, "it is as it was"
    assert [each["draftId"] for each in b.json("op1", "draft", "list")["drafts"]] == [draft["draftId"]]
    b.ok("op1", *command, "--received-at", draft["contact"]["startedAt"][:16] + "Z")
    assert contacts(b) == before + 1 and "drafts" not in b.json("op1", "draft", "list")
    assert b.ctl("op1", *command).returncode == 2, "it is gone"


@test
def answers_of_which_the_server_takes_not_even_a_draft_are_kept_in_a_file(b):
    answers = [(question, "không rõ số\n" if question == "Số gọi đến" else keys) for question, keys in ANSWERS]
    code, told = interviewed(b, "op1", "--restricted", answers=answers)
    (kept,) = unsent(b, "op1")
    command = named_command(told)
    assert code == 1 and kept in command and "--restricted" in command, (code, told)
    assert "không rõ số" not in told.split("gửi  n)")[-1], told
    with open(kept, encoding="utf-8") as file:
        contact = json.load(file)
    del contact["callerNumber"]
    with open(kept, "w", encoding="utf-8") as file:
        json.dump(contact, file)
    b.ok("op1", *command)
    assert not unsent(b, "op1") and "drafts" not in b.json("op1", "draft", "list")


@test
def a_file_of_ones_own_stays_where_it_was_sent_from(b):
    own = os.path.join(b.empty_dir(), "contact-mine.json")
    with open(own, "w", encoding="utf-8") as file:
        json.dump({"channel": "CHANNEL_PHONE", "callType": "CALL_TYPE_SILENT"}, file)
    b.ok("op1", "contact", "log", "--file", own)
    assert os.path.exists(own)


@test
def answers_are_kept_when_the_person_is_broken_off_by_a_signal(b):
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        asked = Screen(b, "op1", "contact", "log", piped=True)
        for question, keys in ANSWERS[:4]:
            asked.answer(question, keys)
        asked.until(lambda text: "Nội dung hỏi" in text)
        asked.program.send_signal(number)
        code, _ = asked.to_end()
        told = asked.text()
        asked.close()
        assert code == 2 and "draft list" in told, (number, code, told)
        (draft,) = b.json("op1", "draft", "list")["drafts"]
        assert draft["contact"]["callerNumber"] == "0911222555", draft
        b.ok("op1", "draft", "discard", draft["draftId"])


@test
def answers_are_kept_when_the_person_breaks_off_and_the_server_is_gone(b):
    line = LossyLine(b.url)
    far = b.far("op1", line)
    line.close()
    line.cut()
    done = b.ctl(far, "contact", "log", stdin="1\n2\n2\n0911222666\n", lang="en_US.UTF-8")
    (kept,) = unsent(b, far)
    assert done.returncode == 2 and kept in done.stderr and json.load(open(kept, encoding="utf-8"))["callerNumber"] == "0911222666", done
    told = json.loads(b.ctl(far, "contact", "log", "--json", stdin="1\n2\n2\n0911222777\n").stderr.splitlines()[-1])
    assert told["reason"] == "kept_as_file" and "--request-id" in told["textEn"], told


@test
def what_may_be_done_already_is_said_again_by_its_id_and_done_once(b):
    number = report(b, "Bé Mười Bốn")
    line = LossyLine(b.url)
    far = b.far("off1", line)
    for method, act in (("AcceptReferral", ("case", "accept", number)), ("AddNote", ("case", "note", number, "đã gọi cho bà ngoại"))):
        line.deaf_to = method
        lost = b.ctl(far, *act)
        assert lost.returncode == 3 and "--request-id" in lost.stderr, lost
        told = json.loads(b.ctl(far, *act, *again(lost.stderr), "--json").stderr)
        assert told["requestId"] in lost.stderr and told["requestId"] in told["textVi"] and told["requestId"] in told["textEn"], told
        line.deaf_to = ""
        b.ok(far, *act, *again(lost.stderr))
    events = [entry["event"] for entry in b.json("off1", "case", "history", number, "--all")["entries"]]
    assert sum("noteAdded" in event for event in events) == 1, events
    reused = b.ctl(far, "case", "note", number, "nội dung khác", *again(lost.stderr))
    assert reused.returncode == 1 and "đã được ghi" in reused.stderr, reused
    line.close()


def again(told):
    """The flags that say it again."""
    return re.search(r"--request-id.*", told).group(0).split()


@test
def every_command_that_writes_takes_a_request_id_and_only_an_id(b):
    number = report(b, "Bé Mười Lăm")
    for wrong in ("lần-trước", "018f6b0e-0000-7000-8000-00000000000g"):
        done = b.ctl("off1", "case", "note", number, "x", "--request-id", wrong)
        assert done.returncode == 2 and wrong not in done.stderr, done
    script = b.ok("nobody", "completion", "bash")
    for command, takes in (("case note", True), ("people add", True), ("sign-in", True), ("contact log", True), ("draft discard", True),
                           ("call", True), ("reports sign", True), ("case show", False), ("queue", False)):
        words = re.search(rf'^    "{command}"\) words="(.*)" ;;$', script, re.M).group(1).split()
        assert ("--request-id" in words) == takes, command
        assert ("--request-id" in b.ok("nobody", *command.split(), "--help")) == takes, command
