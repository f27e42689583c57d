"""Units through time, by hotlinectl: the tree of a day, the history of a code, an import and its undoing."""
import os

from installation import ROOT

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
def an_import_says_what_a_person_will_have_to_sort_and_can_be_taken_back(b):
    text = open(os.path.join(ROOT, "config/units/luc-nam.csv"), encoding="utf-8").read()
    more = text.rstrip("\n") + "\n99999,2010-01-01,2011-01-01,commune,xã,Thí Điểm,,218@2004-07-08,,,,thử\n"
    told = b.ok("admin", "unit", "import", "-", stdin=more, lang="en_US.UTF-8")
    assert "units have ended" in told and "without a certain successor" in told and "Applied." in told, told
    assert "Thí Điểm" in b.ok("admin", "unit", "show", "99999@2010-01-01")
    assert "Thí Điểm" in b.ok("admin", "unit", "undo")
    assert b.ctl("admin", "unit", "show", "99999@2010-01-01").returncode == 1


@test
def a_list_of_the_statistics_office_needs_its_day(b):
    text = "Tỉnh Thành Phố,Mã TP,Phường Xã,Mã PX\nTỉnh Bắc Ninh,24,Xã Bảo Đài,7462\n"
    assert b.ctl("admin", "unit", "import", "-", "--dry-run", stdin=text).returncode == 1
    dry = b.json("admin", "unit", "import", "-", "--date", "2025-07-01", "--dry-run", stdin=text)
    assert dry["repairCount"] == 1 and not dry.get("applied"), dry


@test
def a_supervisor_sees_what_units_that_ended_left_to_do(b):
    told = b.ok("sup1", "unit", "changes", "--since", "2025-07-01", lang="en_US.UTF-8")
    assert "Roles that wait to be confirmed" in told and "Cases that went over" in told, told
