"""Units through time, by hotlinectl: the tree of a day, the history of a code, an import and its undoing."""
import io
import os
import re
import zipfile

from installation import ROOT
from terminal import Screen

tests = []


def test(function):
    tests.append(function)
    return function


@test
def the_tree_of_a_day_has_the_levels_of_that_day(b):
    then = b.ok("admin", "unit", "tree", "24@2004-07-08", "--on", "2015-03-26", "--depth", "2")
    assert "huyện Lục Nam" in then and "\n  xã Tam Dị  07456@2004-07-08" in then, then
    now = b.ok("admin", "unit", "tree", "--depth", "2")
    assert "tỉnh Bắc Ninh" in now and "xã Bảo Đài" in now and "Tam Dị" not in now, now
    for wrong in ("9", "2x", "99999999999"):
        assert b.ctl("admin", "unit", "tree", "--depth", wrong).returncode == 2


@test
def the_history_of_a_code_tells_all_that_it_ever_meant(b):
    told = b.ok("admin", "unit", "history", "07498")
    assert "xã Yên Sơn" in told and "xã Bắc Lũng" in told and "<- xã Khám Lạng" in told, told
    assert "tỉnh Bắc Giang" in b.ok("admin", "unit", "history", "24")


@test
def a_place_of_old_says_why_it_is_another_today(b):
    told = b.ok("op1", "place", "tien hung luc nam", lang="en_US.UTF-8")
    assert "was xã Tiên Hưng until 31 Dec 2019 → thị trấn Đồi Ngô until 30 Jun 2025 → xã Lục Nam today" in told, told


@test
def places_of_one_name_stand_together_and_each_says_where_it_lies(b):
    told = b.ok("op1", "place", "luc nam")
    same = told[told.index("Lục Nam: nhiều nơi cùng tên"):]
    assert "\n    xã Lục Nam, tỉnh Bắc Ninh  07444@2025-07-01" in same and "\n    thị trấn Lục Nam, " in same, told
    refused = b.ctl("op1", "case", "list", "--unit", "luc nam")
    assert refused.returncode == 2 and "07444@2025-07-01  xã Lục Nam, tỉnh Bắc Ninh" in refused.stderr, refused.stderr


@test
def an_import_says_what_a_person_will_have_to_sort_and_can_be_taken_back(b):
    text = open(os.path.join(ROOT, "config/units/luc-nam.csv"), encoding="utf-8").read()
    more = text.rstrip("\n") + "\n99999,2010-01-01,2011-01-01,commune,xã,Thí Điểm,,218@2004-07-08,,,,thử\n"
    told = b.ok("admin", "unit", "import", "-", stdin=more, lang="en_US.UTF-8")
    assert "units have ended" in told and "without a certain successor" in told and "Applied." in told, told
    assert re.search("^new +99999@2010-01-01 +xã Thí Điểm", told, re.M) and re.search("^new +1 +1$", told, re.M), told
    assert "Thí Điểm" in b.ok("admin", "unit", "show", "99999@2010-01-01")
    seen = b.json("admin", "unit", "last-import")
    assert seen["changeCount"] == 1, seen
    assert re.search("^không còn trong tệp +99999@2010-01-01 +xã Thí Điểm", b.ok("admin", "unit", "undo", "--import", seen["version"]), re.M)
    assert b.ctl("admin", "unit", "undo", "--import", seen["version"]).returncode == 1  # it was taken back already
    assert b.ctl("admin", "unit", "show", "99999@2010-01-01").returncode == 1


@test
def an_import_tells_what_a_unit_was_and_what_it_becomes(b):
    rows = "code,valid_from,level,name\n07456,2004-07-08,,Tam Vị\n"
    told = b.ok("admin", "unit", "import", "-", "--amend", "--dry-run", stdin=rows)
    assert re.search("^sửa thông tin +07456@2004-07-08 +xã Tam Vị +tên: Tam Dị → Tam Vị", told, re.M), told


@test
def a_unit_says_who_says_so_and_that_its_last_day_is_only_the_latest(b):
    assert "nguồn: 1658/NQ-UBTVQH15" in b.ok("admin", "unit", "show", "07462@2025-07-01")
    rows = ("code,valid_from,valid_to,level,kind,name,parent,successors,source,valid_to_is\n"
            "99997,2010-01-01,2025-07-01,commune,xã,Cũ,218@2004-07-08,07462@2025-07-01,danh mục 10/2019,not_later\n")
    b.ok("admin", "unit", "import", "-", "--amend", stdin=rows)
    told = b.ok("admin", "unit", "show", "99997@2010-01-01")
    assert "Kết thúc không muộn hơn 2025-06-30" in told and "nguồn: danh mục 10/2019" in told, told
    assert "2010-01-01 – 2025-07-01 (at the latest)" in b.ok("admin", "unit", "history", "99997", lang="en_US.UTF-8")
    b.ok("admin", "unit", "undo")


@test
def a_merger_that_lies_ahead_is_two_rows_and_says_what_it_would_move(b):
    rows = "code,valid_from,valid_to,level,kind,name,successors\n07462,2025-07-01,2040-01-01,commune,xã,Bảo Đài,07450\n"
    draft = b.json("admin", "unit", "import", "-", "--amend", "--as-of", "2040-01-01", "--dry-run", stdin=rows)
    assert draft["rowsTotal"] == 1 and draft["changeCount"] == 1 and draft["rolesToConfirm"] >= 2, draft
    assert "applied" not in draft and "rolesToConfirm" not in b.json("admin", "unit", "import", "-", "--amend", "--dry-run", stdin=rows)


@test
def a_list_of_the_statistics_office_needs_its_day(b):
    text = "Tỉnh Thành Phố,Mã TP,Phường Xã,Mã PX\nTỉnh Bắc Ninh,24,Xã Bảo Đài,7462\n"
    assert b.ctl("admin", "unit", "import", "-", "--dry-run", stdin=text).returncode == 1
    dry = b.json("admin", "unit", "import", "-", "--date", "2025-07-01", "--dry-run", stdin=text)
    assert dry["repairCount"] == 1 and not dry.get("applied"), dry


PART_OF_THE_COUNTRY = "Tỉnh Thành Phố,Mã TP,Phường Xã,Mã PX\nTỉnh Bắc Ninh,24,Xã Bảo Đài,07462\n"


def communes(b):
    return sum(line.startswith("  ") for line in b.ok("admin", "unit", "tree", "--depth", "2").splitlines())


@test
def a_list_that_would_end_much_is_not_carried_out_by_a_script_without_yes(b):
    before = communes(b)
    given = ("admin", "unit", "import", "-", "--date", "2025-08-01")
    refused = b.ctl(*given, stdin=PART_OF_THE_COUNTRY)
    assert refused.returncode == 1 and "--yes" in refused.stderr, refused
    ended = re.search(r"làm (\d+) đơn vị kết thúc mà không có nơi kế thừa \(xã: (\d+) trong (\d+)\)", refused.stderr)
    assert ended and ended[1] == ended[2] == str(before - 1) and ended[3] == str(before), refused.stderr
    assert communes(b) == before, "nothing was applied"
    assert "Đã nhập" in b.ok(*given, "--yes", stdin=PART_OF_THE_COUNTRY)
    assert communes(b) == 1
    b.ok("admin", "unit", "undo")
    assert communes(b) == before


@test
def on_a_terminal_it_asks_with_the_numbers_and_does_what_is_answered(b):
    before = communes(b)
    path = os.path.join(b.dir, "mot-phan.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(PART_OF_THE_COUNTRY)
    for key, code, left in (("k", 1, before), ("c", 0, 1)):
        screen = Screen(b, "admin", "unit", "import", path, "--date", "2025-08-01")
        screen.answer(f"{before - 1} đơn vị kết thúc mà không có nơi kế thừa (xã: {before - 1} trong {before})", key)
        assert screen.to_end()[0] == code, screen.text()
        screen.close()
        assert communes(b) == left, screen.text()
    b.ok("admin", "unit", "undo")
    assert "không hỏi lại" in b.ok("admin", "unit", "import", "--help")


def workbook(rows):
    """An .xlsx as Excel writes it; numbers are numbers, so that codes lose their zeros."""
    def cell(value):
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    sheet = "".join(f"<row>{''.join(cell(value) for value in row)}</row>" for row in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="Sheet1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return out.getvalue()


@test
def a_list_of_the_statistics_office_may_be_a_workbook(b):
    path = os.path.join(b.dir, "danh-muc.xlsx")
    heading = ["Tỉnh Thành Phố", "Mã TP", "Phường Xã", "Mã PX"]
    with open(path, "wb") as file:
        file.write(workbook([["DANH MỤC"], heading, ["Tỉnh Bắc Ninh", 24, "Xã Bảo Đài", 7462]]))
    dry = b.json("admin", "unit", "import", path, "--date", "2025-07-01", "--dry-run")
    assert dry["repairCount"] == 1 and dry["repairs"][0]["line"] == 3 and dry["percent"] == 100, dry
    with open(path, "wb") as file:
        file.write(workbook([heading, ["Tỉnh Bắc Ninh", 24, "Xã Bảo Đài", "x"]])[:200])
    assert b.ctl("admin", "unit", "import", path, "--date", "2025-07-01", "--dry-run").returncode == 1


@test
def a_supervisor_sees_what_units_that_ended_left_to_do(b):
    told = b.ok("sup1", "unit", "changes", "--since", "2025-07-01", lang="en_US.UTF-8")
    assert "Roles that wait to be confirmed" in told and "Cases that went over" in told, told
