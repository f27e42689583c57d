"""What a person sees who types: questions and answers, bars, and a queue that stays open."""
import json
import os
import pty
import re
import select
import subprocess

from installation import CONTACT, LossyLine

CLEAR = "\x1b[H\x1b[2J"


class Screen:
    """hotlinectl on a terminal of its own, or another program. With `piped` only standard error and input are the terminal."""

    def __init__(self, b, who, *args, lang="C.UTF-8", piped=False, program=None):
        self.master, slave = pty.openpty()
        self.program = subprocess.Popen([program or b.ctl_path, *args], stdin=slave, stderr=slave,
                                        stdout=subprocess.PIPE if piped else slave, env=b.environment(who, lang))
        os.close(slave)
        self.seen = b""

    def text(self):
        return self.seen.decode(errors="replace")

    def read(self):
        """More of what is shown; False at the end."""
        assert select.select([self.master], [], [], 60)[0], f"nothing comes after: {self.text()[-2000:]}"
        try:
            more = os.read(self.master, 65536)
        except OSError:  # the other side has closed
            return False
        self.seen += more
        return bool(more)

    def until(self, holds):
        while not holds(self.text()):
            assert self.read(), f"it ended after: {self.text()[-2000:]}"
        return self.text()

    def answer(self, question, keys):
        self.until(lambda text: question in text and text.rstrip(" ").endswith((">", ":")))
        self.seen = b""
        os.write(self.master, keys.encode())

    def to_end(self):
        out = self.program.stdout.read().decode() if self.program.stdout else ""
        while self.read():
            pass
        return self.program.wait(timeout=60), out

    def close(self):
        if self.program.poll() is None:
            self.program.terminate()  # an interrupt does nothing where the tests run in the background
            self.program.wait(timeout=60)
        os.close(self.master)


def shown_now(text):
    """The last whole drawing of the screen."""
    return text.rsplit(CLEAR, 1)[1] if CLEAR in text else ""


def whatever_is_printed_has_words_and_columns_hold_what_they_name(b):
    done = subprocess.run([b.words_test], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def a_contact_is_asked_for_question_by_question(b):
    asked = Screen(b, "op1", "contact", "log", piped=True)
    for question, keys in (("Kênh", "1"), ("Loại cuộc gọi", "2"), ("Phân loại", "2"), ("Số gọi đến", "0911222333\n"),
                           ("Nội dung hỏi", "hỏi về học bổng\n"), ("Đã tư vấn", "liên hệ nhà trường\n"), ("Người báo tin", "\n"),
                           ("Họ tên người báo tin", "\n"), ("Điện thoại người báo tin", "\n"), ("gọi lại", "k"), ("gửi", "g")):
        asked.answer(question, keys)
    code, out = asked.to_end()
    asked.close()
    assert code == 0, out
    contact = next(c for c in b.json("op1", "contact", "list")["contacts"]
                   if c.get("contactClass") in ("CONTACT_CLASS_COUNSELLING", "CONTACT_CLASS_INFORMATION"))
    shown = b.json("op1", "contact", "show", contact["contactId"])["versions"][0]["contact"]
    assert shown["advised"] == "liên hệ nhà trường" and shown["callerNumber"] == "0911222333", shown


def an_intervention_is_asked_for_in_english_to_the_number_of_its_case(b):
    asked = Screen(b, "op1", "contact", "log", lang="en_US.UTF-8", piped=True)
    for question, keys in (
            ("Channel", "1"), ("Call type", "2"), ("Class", "4"), ("Caller's number", "0911222444\n"),
            ("Is life in danger?", "2"), ("still reach the child?", "1"), ("main carer harm", "2"), ("relative protect", "1"),
            ("Abuse", "9\n"), ("Abuse", "1 6\n"),  # a key that is none is asked again
            ("Child's name", "Bé Nụ\n"), ("Birth date", "\n"), ("Age, about", "nine\n"), ("Age, about", "9\n"), ("Sex", "2"),
            ("Place of the incident", "thon dong xa tam di luc nam\n"), ("Where is the child now", "\n"),
            ("Present state of the child", "\n"), ("Present state of the child", "bỏ ăn\n"),  # Form 01 demands it
            ("Likely consequences", "\n"), ("Father's name", "\n"), ("Father's age", "\n"), ("Father's occupation", "\n"),
            ("Mother's name", "\n"), ("Mother's age", "\n"), ("Mother's occupation", "\n"), ("Family situation", "\n"),
            ("Who cares for the child now", "bà ngoại\n"), ("What has been done already", "\n"), ("What happened", "\n"),
            ("Suspected: name", "\n"), ("safe to call the child?", "2"), ("What was asked", "\n"), ("What was advised", "\n"),
            ("What the informant is", "\n"), ("Informant's name", "\n"), ("Informant's telephone", "\n"),
            ("May they be called back?", "n"), ("s) send", "s")):
        asked.answer(question, keys)
    code, out = asked.to_end()
    asked.close()
    assert code == 0, (code, out, asked.text())
    case = next(c for c in b.json("off1", "queue")["rows"] if c["number"] in out)
    shown = b.json("op1", "case", "show", case["number"])["case"]["intake"]
    assert shown["child"]["name"] == "Bé Nụ" and shown["child"]["estimatedAge"] == 9, shown
    assert shown["presentState"] == "bỏ ăn" and shown["presentCarer"] == "bà ngoại", shown
    assert shown["abuseTypes"] == ["ABUSE_TYPE_VIOLENCE", "ABUSE_TYPE_NEGLECT"], shown
    assert shown["incident"]["unit"] == b.place, shown


def a_queue_that_is_watched_is_drawn_anew_and_joined_again_where_the_line_broke(b):
    def report(name):
        contact = json.loads(json.dumps(CONTACT))
        contact["intake"]["incident"] = {"unit": b.place}
        contact["intake"]["child"]["name"] = name
        return b.json("op1", "contact", "log", "--file", "-", stdin=json.dumps(contact))["caseNumber"]

    line = LossyLine(b.url)
    b.ok("screen", "sign-in", "--server", line.url, "--login", "off1", "--password-stdin", stdin="mật khẩu của off1\n")
    screen = Screen(b, "screen", "queue", "--watch")
    screen.until(lambda text: "Hàng chờ lúc" in shown_now(text))
    first = report("Bé Một")
    screen.until(lambda text: first in shown_now(text))
    assert "đang nối lại" not in screen.text(), "the line breaks where it is cut, and nowhere before: " + screen.text()
    assert "Bảo Đài" in shown_now(screen.text()), "the office by its name: " + screen.text()
    line.cut()
    screen.until(lambda text: "đang nối lại" in text)
    second = report("Bé Hai")  # while nobody watches
    shown = shown_now(screen.until(lambda text: second in shown_now(text)))
    assert first in shown and shown.count(second) == 1, shown
    b.ok("off1", "case", "accept", first)
    shown = shown_now(screen.until(lambda text: second in shown_now(text) and first not in shown_now(text)))
    rows = [row for row in shown.splitlines() if row.startswith("LN-")]
    assert rows[0].startswith(second), "an emergency comes first: " + shown
    screen.close()
    line.close()


def what_takes_long_shows_a_bar_on_a_terminal_and_none_on_a_pipe(b):
    for who, command, what, result in (("sup1", "verify", "Verifying", "all of them sound"), ("admin", "backup", "Copying", "and whole")):
        screen = Screen(b, who, command, lang="en_US.UTF-8")
        code, _ = screen.to_end()
        text = screen.text()
        screen.close()
        assert code == 0 and f"{what} [" in text and "#] 100 %" in text, text
        assert result in text.rsplit("\x1b[K", 1)[1], "the result stands in place of the bar: " + text
        piped = b.ctl(who, command, lang="en_US.UTF-8")
        assert piped.returncode == 0 and "[" not in piped.stdout + piped.stderr, piped


def what_takes_long_on_the_machine_shows_a_bar_on_a_terminal_and_lines_elsewhere(b):
    copy, restored = os.path.join(b.empty_dir(), "copy.db"), b.empty_dir()
    for command, what, result, *given in (("backup", "copying", "Copied: ", "--replace", "--to", copy),
                                          ("restore", "restoring", "Restored; ", "--from", copy, "--into", os.path.join(restored, "one.db")),
                                          ("verify", "verifying", "The log is whole")):
        screen = Screen(b, "nobody", command, "-c", b.config, *given, program=b.hotlined)
        code, _ = screen.to_end()
        text = screen.text()
        screen.close()
        assert code == 0 and f"{what} [" in text and "#] 100 %" in text, text
        assert result in text.rsplit("\x1b[K", 1)[1], "the result stands in place of the bar: " + text
        elsewhere = [each.replace("one.db", "two.db") for each in given]
        piped = subprocess.run([b.hotlined, command, "-c", b.config, *elsewhere], capture_output=True, text=True, timeout=120)
        assert piped.returncode == 0 and f"{what}: 100 %\n" in piped.stderr and "\r" not in piped.stderr and "#" not in piped.stderr, piped


def making_the_files_of_a_report_shows_a_bar_on_a_terminal_and_none_on_a_pipe(b):
    where = b.empty_dir()
    asked = ("report", "fill", "letter", "--from", "2015-01-01", "--to", "2015-12-31")
    files = ("--xlsx", os.path.join(where, "one.xlsx"), "--csv", os.path.join(where, "one.csv"))
    screen = Screen(b, "sup1", *asked, *files, lang="en_US.UTF-8")
    code, _ = screen.to_end()
    text = screen.text()
    screen.close()
    assert code == 0 and "Making the report [" in text and " 50 %" in text and "#] 100 %" in text, text
    assert sorted(os.listdir(where)) == ["one.csv", "one.xlsx"]
    piped = b.ctl("sup1", *asked, "--csv", os.path.join(where, "two.csv"), lang="en_US.UTF-8")
    assert piped.returncode == 0 and "[" not in piped.stdout + piped.stderr, piped


def bash_completes_commands_and_choices(b):
    script = b.ok("nobody", "completion", "bash")

    def complete(*words):
        line = script + "\nCOMP_WORDS=(" + " ".join(f"'{w}'" for w in words) + f"); COMP_CWORD={len(words) - 1}; _hotlinectl; echo ${{COMPREPLY[@]}}"
        return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60).stdout.split()

    assert complete("hotlinectl", "que") == ["queue"]
    assert "accept" in complete("hotlinectl", "case", "")
    assert complete("hotlinectl", "case", "return", "--reason", "wr") == ["wrong-place"]
    assert complete("hotlinectl", "case", "emergency", "") == ["start", "end"]


def every_command_has_help_with_examples_in_both_languages(b):
    commands = re.findall(r'^    "([a-z -]+)"\) words="--json', b.ok("nobody", "completion", "bash"), re.M)
    assert len(commands) > 50, commands
    for command in commands:
        assert "Ví dụ:\n  hotlinectl " + command in b.ok("nobody", *command.split(), "--help"), command
    assert "Examples:\n  hotlinectl case accept" in b.ok("nobody", "case", "accept", "--help", lang="en_US.UTF-8")
