"""What supervisors and administrators do from the terminal to keep watch over the whole."""
import base64
import csv
import datetime
import json
import os
import re
import sqlite3
import subprocess

import workbook
from installation import CONTACT, ROOT


def today_in_vietnam():
    """The day that the service counts by, wherever the test runs."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7)).date()


def the_board_is_a_table_for_people_and_json_for_programs(b):
    board = b.json("sup1", "overview")
    assert board["countedAll"] and board["open"] >= 1, board
    office = next(u for u in board["units"] if u["unit"] == b.place_today)
    assert office["open"] >= 1 and office["waiting"] >= 1 and office["emergencies"] >= 1, office
    shown = b.ok("sup1", "overview")
    assert f"đang mở {board['open']}" in shown and "Bảo Đài" in shown and "Cuộc tiếp nhận hôm nay" in shown, shown
    english = b.ok("sup1", "overview", "--unit", "Bảo Đài", "--lang", "en")
    assert f"open {office['open']} " in english and "Emergencies" in english, english
    assert b.number not in shown, "numbers of offices, no case"
    unwatched = b.json("sup1", "case", "list", "--without-deadline", "--all").get("cases", [])
    assert len(unwatched) == board.get("withoutDeadline", 0), (len(unwatched), board)
    assert f"không thời hạn nào chạy {len(unwatched)}" in shown, shown
    assert b.ctl("off1", "overview").returncode == 1


def acts(b):
    return [e["what"] for e in b.json("sup1", "audit", "administration", "--all")["entries"]]


def a_backup_is_made_at_once_and_restores(b):
    before = acts(b).count("second_copy_begun")
    shown = b.ok("admin", "backup")
    assert "bản sao thứ hai" in shown, shown
    assert b.json("admin", "backup")["done"]
    (copy,) = [name for name in os.listdir(b.copies) if name.endswith(".db")]
    assert b.ctl("sup1", "backup").returncode == 1
    assert acts(b).count("second_copy_begun") == before + 2, acts(b)
    restored = os.path.join(b.dir, "restored.db")
    b.machine("restore", "--from", os.path.join(b.copies, copy), "--into", restored)
    assert "nguyên vẹn" in b.machine("verify", "--checkpoints", b.empty_dir(), database=restored)
    assert "hotlined verify" in b.ok("nobody", "verify", "--help"), "where a whole store is verified off line"
    told = b.ok("sup1", "audit", "administration", "--all")
    assert "sao chép sang nơi thứ hai" in told and "second_copy_begun" not in told, told


def figures_are_shown_and_lead_to_their_cases(b):
    year = ("--from", "2015-01-01", "--to", str(today_in_vietnam()))
    report = b.json("sup1", "statistics", *year, "--by", "case-sex", "--by", "contact-class")
    cases = next(t["count"] for t in report["totals"] if t["key"] == "cases")
    assert cases > 0, report
    sexes = next(r for r in report["breakdowns"] if r["dimension"] == "DIMENSION_CASE_SEX")["figures"]
    assert sum(f["count"] for f in sexes) == cases, report
    behind = b.json("sup1", "case", "behind", *year, "--by", "case-sex", "--key", sexes[0]["key"], "--all")["cases"]
    assert len(behind) == sexes[0]["count"], behind
    shown = b.ok("sup1", "statistics", *year, "--compare-from", "2015-01-01", "--compare-to", "2015-06-30")
    assert "ca theo giới tính" in shown and "Kỳ so sánh" in shown, shown
    book, text = (os.path.join(b.empty_dir(), "statistics." + ending) for ending in ("xlsx", "csv"))
    b.ok("sup1", "statistics", *year, "--xlsx", book, "--csv", text)
    with open(text, encoding="utf-8-sig", newline="") as file:
        assert plain(csv.reader(file)) == plain(workbook.cells(book))
    opens_alike(b, book, 1)
    refused = b.ctl("sup1", "statistics", *year, "--unit", "Bảo Đài", "--for-others")
    assert refused.returncode == 1 and "nửa năm" in refused.stderr, refused.stderr
    assert "khớp" in b.machine("recount").lower()


def the_terminal_says_who_is_in_time_and_leads_to_the_cases(b):
    days = ("--from", "2015-01-01", "--to", str(today_in_vietnam()))
    shares = b.json("sup1", "deadlines", "shares", *days)
    assert shares["offices"], shares
    told = b.ok("sup1", "deadlines", "shares", *days)
    heads, all_lines = told.splitlines()[1], told.splitlines()[2:]
    assert f"Số ca: {shares['cases']}" in told and "Đúng hạn" in heads, told
    assert len(all_lines) == len(shares["total"]) + sum(len(o["shares"]) for o in shares["offices"]), told
    for office in shares["offices"]:
        for share in office["shares"]:
            for result in ("on_time", "late", "running"):
                count = share.get({"on_time": "onTime"}.get(result, result), 0)
                found = b.json("sup1", "deadlines", "cases", *days, "--office", office["unit"], "--kind",
                               share["kind"].removeprefix("CLOCK_KIND_").lower(), "--result", result.replace("_", "-"), "--all")
                # A case may have begun one deadline several times: it stands in the list once.
                assert bool(count) == bool(found.get("cases")) and len(found.get("cases", [])) <= count, (office, share, found)
    shown = b.ok("off1", "deadlines", "show", "--lang", "en")
    assert "12 hours" in shown and "5 working days" in shown and "56/2017" in shown, shown
    assert b.ctl("admin", "deadlines", "shares", *days).returncode == 1


def a_report_that_is_owed_is_written_signed_and_shown(b):
    today = today_in_vietnam()
    due = ("--from", str(today - datetime.timedelta(days=300)), "--to", str(today))
    owed = b.json("off1", "reports", "list", *due, "--unit", "Bảo Đài")["reports"]
    assert owed and owed[0]["state"] == "REPORT_STATE_OWED" and owed[0]["late"], owed
    of = ("half-year", "Bảo Đài", owed[0]["key"]["firstDay"])
    b.ok("off1", "reports", "draft", *of, "--text", "Xã đã rà soát.", "--correct", "||7|ghi trên sổ giấy|2|1|1")
    assert b.ctl("off1", "reports", "sign", *of).returncode == 1
    for seen in ("0", "1"):  # a colleague saves while the chairman reads
        b.ok("off1", "reports", "draft", *of, "--text", "Xã đã rà soát.", "--correct", "||7|ghi trên sổ giấy|2|1|1")
        for act in (("sign",), ("draft", "--text", "chữ cũ")):
            stale = b.ctl("ch1" if act[0] == "sign" else "off1", "reports", act[0], *of, *act[1:], "--expected-version", seen)
            assert stale.returncode == 1 and "vừa thay đổi" in stale.stderr, (act, seen, stale.stderr)
    assert b.ctl("off1", "reports", "draft", *of, "--text", "ô lạ", "--correct", "||3|gõ nhầm|2|99|1").returncode == 1
    b.ok("off1", "reports", "draft", *of, "--text", "Xã đã rà soát.", "--correct", "||7|ghi trên sổ giấy|2|1|1")
    for row in b.json("off1", "reports", "show", *of)["filled"]["tables"][1]["rows"]:
        if row.get("share") or not row["cells"][0].get("number"):
            continue
        behind = b.json("off1", "reports", "behind", *of, "--table", "2", "--row", str(row["row"]), "--column", "1", "--all")["cases"]
        assert len(behind) == row["cells"][0]["number"], (row, behind)
    contacts = b.ctl("off1", "reports", "behind", *of, "--table", "1", "--row", "1", "--column", "1")
    assert contacts.returncode == 1 and "không đếm ca" in contacts.stderr, contacts.stderr
    b.ok("ch1", "reports", "show", *of)
    b.ok("ch1", "reports", "sign", *of)
    shown = b.ok("ch1", "reports", "show", *of)
    assert "đã ký gửi" in shown and "ghi trên sổ giấy" in shown and "Xã đã rà soát." in shown, shown
    listed = b.ok("sup1", "reports", "list", *due, "--state", "signed", "--lang", "en")
    assert "signed" in listed and "half-year" in listed, listed
    book, text, proved = (os.path.join(b.empty_dir(), "report." + ending) for ending in ("xlsx", "csv", "export"))
    b.ok("ch1", "reports", "show", *of, "--xlsx", book, "--csv", text)
    with open(text, encoding="utf-8-sig", newline="") as file:
        assert plain(csv.reader(file)) == plain(workbook.cells(book))
    opens_alike(b, book, 2)
    # With its proofs, checked off line; a flipped byte is found, and the entry is named.
    b.ok("ch1", "reports", "export", *of, "--out", proved)
    key = b.json("ch1", "audit", "checkpoint")["verifierKey"]
    assert "1" in b.ok("ch1", "verify", "--export", proved, "--key", key)
    with open(proved, encoding="utf-8") as file:
        bundle = file.read()
    at = bundle.index("child sealed") + 100
    flipped = proved + ".flipped"
    with open(flipped, "w", encoding="utf-8") as file:
        file.write(bundle[:at] + ("A" if bundle[at] != "A" else "B") + bundle[at + 1:])
    wrong = b.ctl("ch1", "verify", "--export", flipped, "--key", key)
    number = bundle[bundle.index("entry ") + 6:].split("\n", 1)[0]
    assert wrong.returncode == 1 and number in wrong.stdout + wrong.stderr, (wrong.stdout, wrong.stderr)
    assert "half-year" in b.ok("off1", "reports", "duties")
    refused = b.ctl("ch1", "reports", "accept", *of)
    assert refused.returncode == 1 and "đơn vị nhận" in refused.stderr, refused.stderr


def opens_alike(b, book, sheets):
    """Every cell of every sheet, in LibreOffice as in the file."""
    names = workbook.sheets(book)
    assert len(names) == sheets, names
    opened = workbook.by_libreoffice(book, b.empty_dir())
    if opened is None:
        print("SKIPPED: no LibreOffice here (libreoffice-calc-nogui) to open the workbook with")
        return
    for number, (name, seen) in enumerate(zip(names, opened), 1):
        held = plain(workbook.cells(book, number))
        assert held and plain(seen) == held, (name, seen, held)


def plain(rows):
    """Without what is empty, and numbers as numbers."""
    def value(cell):
        try:
            return float(cell)
        except ValueError:
            return cell
    without_ends = [[value(c) for c in row[: max((i + 1 for i, c in enumerate(row) if c != ""), default=0)]] for row in rows]
    return [row for row in without_ends if row]


def a_report_is_filled_and_leaves_as_files_that_say_the_same(b):
    days = ("--from", "2015-01-01", "--to", str(today_in_vietnam()))
    assert "letter" in b.ok("sup1", "report", "list")
    shown = b.ok("sup1", "report", "fill", "letter", *days)
    assert "Tiếp nhận thông tin" in shown and "Bản thảo" in shown, shown
    assert "Information received" in b.ok("sup1", "report", "fill", "letter", *days, "--lang", "en")
    report = b.json("sup1", "report", "fill", "letter", *days)
    book, text = (os.path.join(b.empty_dir(), "letter." + ending) for ending in ("xlsx", "csv"))
    b.ok("sup1", "report", "fill", "letter", *days, "--xlsx", book, "--csv", text)
    numbers = [cell["number"] / (10 if row.get("share") else 1)
               for t in report["tables"] for row in t["rows"] for cell in row.get("cells", []) if "number" in cell]
    assert sum(numbers) > 0, report
    sheet = plain(workbook.cells(book))
    assert [c for row in sheet for c in row[2:] if isinstance(c, float)] == numbers, sheet
    with open(text, encoding="utf-8-sig", newline="") as file:
        assert plain(csv.reader(file)) == sheet
    opens_alike(b, book, 2)
    for refused, code in ((("nowhere", *days), 1), (("letter", "--from", "2015-01-01"), 2)):
        assert b.ctl("sup1", "report", "fill", *refused).returncode == code
    others = b.ctl("sup1", "report", "fill", "letter", *days, "--unit", "Bảo Đài", "--for-others")
    assert others.returncode == 1 and "nửa năm" in others.stderr, others.stderr
    assert b.ctl("admin", "report", "fill", "letter", *days).returncode == 1
    exports = [e for e in b.json("sup1", "audit", "access", "--all")["entries"] if e.get("reportForm") == "letter"]
    assert len(exports) == 3 and {e["what"] for e in exports} == {"exported"}, exports
    assert exports[0]["reportFirstDay"] == "2015-01-01", exports


def a_form_made_for_others_is_exact_only_by_name(b):
    last = str(today_in_vietnam().year - 1)
    days = ("--from", f"{last}-01-01", "--to", f"{last}-12-31")
    told = b.ok("sup1", "report", "fill", "chi", *days)
    assert "Bản để công bố" in told and "NỘI BỘ" not in told, told
    assert b.json("sup1", "report", "fill", "chi", *days)["forOthers"]
    inside = b.ok("sup1", "report", "fill", "chi", *days, "--exact")
    assert "NỘI BỘ, KHÔNG CÔNG BỐ" in inside, inside
    assert "INTERNAL, NOT TO BE PUBLISHED" in b.ok("sup1", "report", "fill", "chi", *days, "--exact", "--lang", "en")
    where = b.empty_dir()
    book, text = (os.path.join(where, "chi." + ending) for ending in ("xlsx", "csv"))
    b.ok("sup1", "report", "fill", "chi", *days, "--exact", "--xlsx", book, "--csv", text)
    with open(text, encoding="utf-8-sig") as file:
        assert "NỘI BỘ, KHÔNG CÔNG BỐ" in file.read()
    assert ["NỘI BỘ, KHÔNG CÔNG BỐ"] in plain(workbook.cells(book))
    assert b.json("sup1", "report", "fill", "chi", *days, "--exact")["mark"]["vi"] == "NỘI BỘ, KHÔNG CÔNG BỐ"
    both = b.ctl("sup1", "report", "fill", "chi", *days, "--exact", "--for-others")
    assert both.returncode == 1 and "một trong hai" in both.stderr, both.stderr


def a_new_form_is_checked_and_shown_filled_before_it_is_used(b):
    days = ("--from", "2015-01-01", "--to", str(today_in_vietnam()))
    with open(os.path.join(ROOT, "config", "reports", "letter.toml"), encoding="utf-8") as shipped:
        text = shipped.read()
    mine = os.path.join(b.empty_dir(), "mine.toml")
    with open(mine, "w", encoding="utf-8") as out:
        out.write(text.replace('form = "letter"', 'form = "mine"'))
    told = b.machine("check-report", mine, *days)
    report = b.json("sup1", "report", "fill", "letter", *days)
    for name, row in (("Cuộc tiếp nhận", report["tables"][0]["rows"][0]), ("Ca nhận trong kỳ", report["tables"][1]["rows"][0])):
        numbers = "  |  ".join(str(cell.get("number", 0)) for cell in row["cells"])
        assert f"{name}  |  {numbers}" in told, (name, numbers, told)
    assert "Mẫu dùng được" in told and "mine" not in b.ok("sup1", "report", "list"), told
    line = text.splitlines().index('counted = "COUNTED_CONTACTS"') + 1
    with open(mine, "w", encoding="utf-8") as out:
        out.write(text.replace("COUNTED_CONTACTS", "COUNTED_CHAIRS", 1))
    wrong = subprocess.run([b.hotlined, "check-report", "-c", b.config, mine], capture_output=True, text=True, timeout=120)
    assert wrong.returncode == 1 and f"{line}:" in wrong.stderr and "counted" in wrong.stderr, wrong


def a_number_of_a_report_leads_to_its_cases(b):
    days = ("--from", "2015-01-01", "--to", str(today_in_vietnam()))
    table = b.json("sup1", "report", "fill", "letter", *days)["tables"][2]
    offices = [row for row in table["rows"] if row["cells"][0].get("number")]
    assert offices, table
    for row in offices:
        place = ("--table", "3", "--row", str(row["row"]), "--key", row["key"], "--column", "1")
        assert row["key"] in b.ok("sup1", "report", "fill", "letter", *days), "what to name is on the screen"
        behind = b.json("sup1", "report", "behind", "letter", *days, *place, "--all")["cases"]
        assert len(behind) == row["cells"][0]["number"], (row, behind)
        assert behind[0]["number"] in b.ok("sup1", "report", "behind", "letter", *days, *place)
    contacts = b.ctl("sup1", "report", "behind", "letter", *days, "--table", "1", "--row", "1", "--column", "1")
    assert contacts.returncode == 1 and "không đếm ca" in contacts.stderr, contacts.stderr
    assert "report behind letter" in b.ok("nobody", "report", "behind", "--help")


def who_read_and_who_administered_is_listed(b):
    read = b.json("sup1", "audit", "access", "--case", b.number)["entries"]
    assert {"read"} <= {e["what"] for e in read}, read
    told = b.ok("sup1", "audit", "access", "--case", b.number)
    assert f"  {b.number}  " in told and read[0]["caseId"] not in told, told
    assert read[0]["caseNumber"] == b.number, "a program has both"
    contacts = b.json("op1", "contact", "list", "--all")["contacts"]
    known = next(c for c in contacts if c.get("caseNumber") == b.number)
    told = b.ok("op1", "contact", "list", "--all")
    assert b.number in told and known["caseId"] not in told, told
    assert "person_created" in acts(b), acts(b)
    assert b.ctl("off1", "audit", "access").returncode == 1


def the_whole_log_verifies(b):
    assert "nguyên vẹn" in b.ok("sup1", "verify")
    verdict = b.json("sup1", "verify")
    assert verdict["sound"] and int(verdict["entriesChecked"]) > 20, verdict
    b.key = b.json("sup1", "audit", "checkpoint")["verifierKey"]
    proof = b.json("sup1", "audit", "proof", "1", "--size", "8")
    assert len(proof["inclusion"]) == 3, proof


def a_log_that_somebody_changed_is_told_with_its_first_wrong_entry(b):
    database = sqlite3.connect(os.path.join(b.dir, "data/hotline.db"), timeout=30, isolation_level=None)
    (part,) = database.execute("SELECT part_0 FROM entry WHERE log_index = 7").fetchone()
    database.execute("UPDATE entry SET part_0 = NULL WHERE log_index = 7")
    try:
        told = b.ctl("sup1", "verify")
        assert told.returncode == 1 and "Lịch sử đã bị thay đổi: mục 7, " in told.stdout, (told.stdout, told.stderr)
        english = b.ctl("sup1", "verify", "--lang", "en")
        assert english.returncode == 1 and "History was changed: entry 7, " in english.stdout, (english.stdout, english.stderr)
        verdict = b.ctl("sup1", "verify", "--json")
        assert verdict.returncode == 1 and json.loads(verdict.stdout)["reason"] == "part_missing", verdict.stdout
    finally:
        database.execute("UPDATE entry SET part_0 = ? WHERE log_index = 7", (part,))
        database.close()
    assert "nguyên vẹn" in b.ok("sup1", "verify")


def the_log_goes_on_from_a_head_that_was_kept(b):
    kept, changed = os.path.join(b.dir, "head.txt"), os.path.join(b.dir, "changed.txt")
    with open(kept, "w", encoding="utf-8") as out:
        out.write(b.ok("sup1", "audit", "checkpoint"))
    b.ok("op1", "contact", "log", "--test")
    check = ("verify", "--key", b.key, "--checkpoint")
    assert "nối tiếp" in b.ok("sup1", *check, kept)
    told = b.json("sup1", *check, kept)
    assert told["sound"] and int(told["entries"]) >= int(told["keptEntries"]) > 20, told
    lines = open(kept, encoding="utf-8").read().split("\n")
    lines[1] = str(int(lines[1]) - 1)  # another size under the same signature
    with open(changed, "w", encoding="utf-8") as out:
        out.write("\n".join(lines))
    refused = b.ctl("sup1", *check, changed, "--json")
    assert refused.returncode == 1 and json.loads(refused.stderr)["reason"] == "checkpoint_forged", refused


def a_list_says_which_cases_are_prominent_and_who_was_told(b):
    heads, *rows = b.ok("sup1", "case", "list", "--prominent").splitlines()
    row = next(row for row in rows if row.startswith(b.number))
    assert "Đã báo tới" in heads and row[heads.index("Nổi cộm"):].startswith("có "), (heads, row)
    assert f"{b.number}  closed  EMERGENCY  PROMINENT" in b.ok("sup1", "case", "show", b.number, "--lang", "en")


def the_roster_says_who_answers_and_nobody_is_called_without_need(b):
    unit = ("--unit", "Bảo Đài")
    today = today_in_vietnam()
    days = ("--from", str(today - datetime.timedelta(1)), "--until", str(today + datetime.timedelta(9)))
    always = b.json("off1", "roster", *unit)["onDuty"]
    assert always["registered"] and len(always["officerIds"]) == 1 and len(always["chairmanIds"]) == 1, always
    away = b.json("ch1", "duty", *unit, "--kind", "away", "--person", "off1", *days)
    assert not away["onDuty"].get("officerIds"), away
    assert b.place_today in [o["unit"] for o in b.json("sup1", "unanswered", "--all")["offices"]]
    roster = b.ok("ch1", "roster", *unit)
    assert "vắng mặt" in roster and "Người off1" in roster, roster
    back = b.json("ch1", "duty-revoke", away["duty"]["dutyId"])["onDuty"]
    assert back["officerIds"] == always["officerIds"], back
    assert b.ctl("off1", "duty", *unit, "--kind", "away", "--person", "off1", *days).returncode == 1
    assert not b.json("sup1", "calls").get("calls")
    assert not b.json("sup1", "reports", "calls").get("calls")


def row_of(b, number, *list_of):
    """The line of a case in a list that it gets into by itself."""
    for _ in range(300):
        found = [row for row in b.ok("sup1", *list_of).splitlines() if row.startswith(number)]
        if found:
            return found[0]
    raise AssertionError(f"{number} does not come into {list_of}: {b.ok('sup1', *list_of)}")


def an_office_where_nobody_answers_is_named_and_called(b):
    contact = json.loads(json.dumps(CONTACT))
    contact["intake"]["incident"] = {"unit": "07492@2025-07-01"}
    told = b.ok("op1", "contact", "log", "--file", "-", stdin=json.dumps(contact))
    assert "Chưa ai có tài khoản ở xã Lục Sơn, tỉnh Bắc Ninh  07492@2025-07-01" in told, told
    number = re.search(r"LN-\d{4}-\d{6}", told).group(0)
    row = row_of(b, number, "calls", "--all")
    assert "Lục Sơn 07492@2025-07-01" in row and "xác nhận tiếp nhận" in row, row
    assert "danh sách gọi của tổng đài" in row_of(b, number, "queue", "--all")
    history = b.ok("sup1", "case", "history", number, "--all")
    step = history[history.index("nhắc thời hạn  hệ thống tự ghi"):]
    assert "cách báo: danh sách gọi" in step and "Người sup1" in step and "call_list" not in history, history


def an_exported_case_is_read_off_line_where_a_basis_was_recorded(b):
    narrative = b.json("sup1", "case", "history", b.number, "--all")["entries"][0]["event"]["opened"]["contact"]["intake"]["narrative"]
    with_basis, without = (os.path.join(b.empty_dir(), name) for name in ("whole.export", "redacted.export"))
    said = b.ctl("sup1", "audit", "export", b.number, "--out", with_basis, "--basis", "QĐ 4/2026 của toà án")
    assert said.returncode == 0 and "hồ sơ mật" in said.stderr and "mở được toàn bộ nội dung" in said.stderr, said.stderr
    said = b.ctl("sup1", "audit", "export", b.number, "--out", without)
    assert said.returncode == 0 and "che nội dung" in said.stderr, said.stderr
    read = ("verify", "--key", b.key, "--content", "--export")
    shown = b.ok("nobody", *read, with_basis)
    assert "nguyên vẹn" in shown and narrative in " ".join(shown.split()) and "#" in shown, shown
    told = b.json("nobody", *read, with_basis)
    whole = b.json("sup1", "case", "history", b.number, "--all")["entries"]
    assert told["sound"] and told["entries"] == whole, (told["entries"], whole)
    assert "--content" in b.ok("nobody", "verify", "--key", b.key, "--export", with_basis)
    shown = b.ok("nobody", *read, without)
    assert "bản che" in shown and narrative not in shown, shown
    told = b.json("nobody", *read, without)
    assert told["sound"] and told["entries"] == [] and told["openParts"] == "0", told
    # A key that is not of its part: named, and nothing is shown.
    text = open(with_basis).read()
    first, second = [line for line in text.split("\n") if line.startswith("key ")][:2]
    wrong = with_basis + ".wrong"
    with open(wrong, "w") as file:
        file.write(text.replace(first, second, 1))
    done = b.ctl("nobody", *read, wrong)
    assert done.returncode == 1 and "key_wrong" in done.stdout and narrative not in done.stdout, done.stdout
    assert b.ctl("sup1", "verify", "--content").returncode == 2


def an_exported_case_verifies_off_line_and_names_a_flipped_byte(b):
    path = os.path.join(b.dir, "case.export")
    b.ok("sup1", "audit", "export", b.number, "--out", path, "--basis", "QĐ 3/2026 của toà án")
    assert os.stat(path).st_mode & 0o777 == 0o600
    offline = ("verify", "--export", path, "--key", b.key)
    assert "nguyên vẹn" in b.ok("nobody", *offline)
    assert b.json("nobody", *offline)["sound"]
    lines = open(path).read().split("\n")
    at = [i for i, line in enumerate(lines) if line.startswith("child sealed ")][2]
    entry = [line for line in lines[:at] if line.startswith("entry ")][-1].split()[1]
    word, state, digest, sealed = lines[at].split(" ")
    flipped = bytearray(base64.b64decode(sealed + "=" * (-len(sealed) % 4)))
    flipped[5] ^= 1
    encoded = base64.b64encode(flipped).decode()
    lines[at] = " ".join((word, state, digest, encoded if sealed.endswith("=") else encoded.rstrip("=")))
    open(path, "w").write("\n".join(lines))
    done = b.ctl("nobody", *offline, "--json")
    verdict = json.loads(done.stdout)
    assert done.returncode == 1 and verdict == {"done": True, "sound": False, "firstWrong": entry, "reason": "part_changed"}, verdict
    assert f"mục {entry}:" in b.ctl("nobody", *offline).stdout
    assert b.ctl("nobody", "verify", "--export", path, "--key", "no key").returncode == 2


tests = [
    a_list_says_which_cases_are_prominent_and_who_was_told,
    the_roster_says_who_answers_and_nobody_is_called_without_need,
    an_office_where_nobody_answers_is_named_and_called,
    figures_are_shown_and_lead_to_their_cases,
    the_terminal_says_who_is_in_time_and_leads_to_the_cases,
    a_report_that_is_owed_is_written_signed_and_shown,
    a_report_is_filled_and_leaves_as_files_that_say_the_same,
    a_form_made_for_others_is_exact_only_by_name,
    a_new_form_is_checked_and_shown_filled_before_it_is_used,
    a_number_of_a_report_leads_to_its_cases,
    who_read_and_who_administered_is_listed,
    the_whole_log_verifies,
    a_log_that_somebody_changed_is_told_with_its_first_wrong_entry,
    the_log_goes_on_from_a_head_that_was_kept,
]
