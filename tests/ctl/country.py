"""The whole country's units: made of the public lists, imported and worked with from the terminal."""
import json
import os
import re
import shutil
import subprocess

from installation import CONTACT, ROOT, Skipped
from terminal import Screen

tests = []


def test(function):
    tests.append(function)
    return function


def make_units(path):
    """Writes the units file to `path`; gives the report of what the lists lack and contradict."""
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise Skipped(f"{tool} is not here to make the national list")
    made = subprocess.run([os.path.join(ROOT, "scripts/import-units"), "--json", "--out", path],
                          capture_output=True, text=True, timeout=120)
    if made.returncode != 0 and "npm cannot fetch" in made.stderr:
        raise Skipped("the public lists are neither kept here nor to be had from npm")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


def needs_the_country(b):
    if not hasattr(b, "communes_ended"):
        raise Skipped("the national list was not imported")


def refer(b, unit):
    """A contact about a child in that unit, logged by the operator; what the service answered."""
    contact = json.loads(json.dumps(CONTACT))
    contact["intake"]["incident"] = {"unit": unit}
    return b.json("op1", "contact", "log", "--file", "-", stdin=json.dumps(contact))


@test
def the_whole_country_is_imported_and_counted(b):
    units = os.path.join(b.empty_dir(), "vietnam.csv")
    counts = make_units(units)["counts"]
    dry = b.json("admin", "unit", "import", units, "--dry-run")
    assert dry["done"] and not dry.get("applied") and not dry.get("errorCount"), {**dry, "changes": ""}
    assert dry["rowsRead"] == counts["written"]["units"] and dry["changeCount"] > 13_000, {**dry, "changes": ""}
    assert b.ctl("op1", "unit", "show", "26740@2025-07-01").returncode == 1, "a dry run changes nothing"
    told = b.ok("admin", "unit", "import", units, "--yes", lang="en_US.UTF-8")
    ended, sorted_by_a_person = dry["endedUnits"], dry["endedWithoutSuccessor"]
    assert f"{ended} units have ended, {sorted_by_a_person} without a certain successor" in told, told[-500:]
    assert f"{dry['changeCount']} changes, 0 errors. Applied." in told, told[-500:]
    kinds = {each["what"]: each["count"] for each in dry["changeCounts"]}
    assert sum(kinds.values()) == dry["changeCount"] and {"added", "code_reused"} <= set(kinds), kinds
    assert f"Only the first {len(dry['changes'])} of {dry['changeCount']} changes are listed" in told, told[-1500:]
    assert re.search(f"^new +{kinds['added']} ", told, re.M) and "added" not in told, told[:1500]
    b.communes_ended = counts["communes_ended"]
    assert sorted_by_a_person >= b.communes_ended["for_a_person"] > 600, (sorted_by_a_person, b.communes_ended)
    again = b.json("admin", "unit", "import", units, "--dry-run")
    assert not again.get("changeCount"), "the same list once more is no change"


@test
def making_the_list_shows_a_bar_on_a_terminal_and_lines_elsewhere(b):
    needs_the_country(b)
    make = (os.path.join(ROOT, "scripts/import-units"), "--out", os.path.join(b.empty_dir(), "again.csv"))
    screen = Screen(b, "nobody", *make[1:], program=make[0])
    code, _ = screen.to_end()
    text = screen.text()
    screen.close()
    assert code == 0 and re.search(r"\[#{30}\] 100 %", text) and re.search(r"\[#+\.+\] +\d+ %", text), text
    piped = subprocess.run(make, capture_output=True, text=True, timeout=120)
    assert piped.returncode == 0 and piped.stderr and "\r" not in piped.stderr and "[" not in piped.stderr, piped.stderr


@test
def a_commune_of_2019_anywhere_in_the_country_leads_to_the_office_of_today(b):
    needs_the_country(b)
    found = b.json("op1", "place", "p ben nghe q1 tp ho chi minh")["candidates"][0]
    assert found["matched"]["name"] == "Bến Nghé" and found["responsible"]["name"] == "Sài Gòn", found
    unit = found["responsible"]["unit"]
    b.person("off.saigon", unit, "officer")
    opened = refer(b, found["matched"]["unit"])
    assert opened["referredTo"] == unit, opened
    assert [row["number"] for row in b.json("off.saigon", "queue")["rows"]] == [opened["caseNumber"]]
    accepted = b.json("off.saigon", "case", "accept", opened["caseNumber"])["case"]["row"]
    assert accepted["responsibleUnit"] == unit and accepted["status"] == "CASE_STATUS_ACCEPTED", accepted


@test
def a_commune_that_was_split_goes_to_the_province_with_its_candidates(b):
    needs_the_country(b)
    found = b.json("op1", "place", "phuong dich vong cau giay ha noi")["candidates"][0]
    assert found["matched"]["name"] == "Dịch Vọng", found
    assert {"Cầu Giấy", "Nghĩa Đô"} == {unit["name"] for unit in found["choices"]}, found
    opened = refer(b, found["matched"]["unit"])
    assert b.json("op1", "unit", "show", opened["referredTo"])["unit"]["name"] == "Hà Nội", opened


@test
def places_of_one_name_in_many_provinces_are_told_apart(b):
    needs_the_country(b)
    told = b.ok("op1", "place", "tan an", "--limit", "8")
    places = re.findall(r"^    \S+ Tân An, (.+)  \d{5}@2025-07-01$", told, re.M)
    assert "Chưa chắc là nơi nào" in told and len(places) == len(set(places)) == 8, told


@test
def luc_nam_is_as_it_was_also_beside_the_rest_of_the_country(b):
    needs_the_country(b)
    found = b.json("op1", "place", "xa tam di luc nam bac giang")["candidates"][0]
    assert (found["matched"]["unit"], found["responsible"]["unit"]) == (b.place, b.place_today), found
