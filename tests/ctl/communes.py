"""The main job on its real input: the 27 communes of Lục Nam as the letter of 26 March 2015 names them, and who answers for
each of them today."""
import json
import os

from installation import CONTACT

# By hand from DOMAIN.md §4: the code of 2015, and whose it is since 1 July 2025.
ANSWERS = {
    "07444": "07444", "07447": "07444", "07450": "07450", "07453": "07450", "07456": "07462", "07459": "07462", "07462": "07462",
    "07465": "07462", "07468": "07444", "07471": "07486", "07474": "07444", "07477": "07444", "07480": "07444", "07483": "07444",
    "07486": "07486", "07489": "07489", "07492": "07492", "07495": "07498", "07498": "07498", "07501": "07498", "07504": "07486",
    "07507": "07489", "07510": "07492", "07513": "07498", "07516": "07519", "07519": "07519", "07522": "07519",
}

tests = []


def test(function):
    tests.append(function)
    return function


@test
def a_report_of_each_of_the_27_communes_stands_in_the_queue_of_the_commune_that_answers_today(b):
    assert len(ANSWERS) == 27
    path = os.path.join(b.empty_dir(), "report.json")
    sent = {}
    for code, today in ANSWERS.items():
        contact = json.loads(json.dumps(CONTACT))
        contact["intake"]["incident"] = {"unit": f"{code}@2004-07-08"}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(contact, file)
        opened = b.json("op1", "contact", "log", "--file", path)
        assert opened["referredTo"] == f"{today}@2025-07-01", (code, opened)
        sent[opened["caseNumber"]] = opened["referredTo"]
    assert len(sent) == 27, "a case each"
    waiting = {unit: [row["number"] for row in b.json("sup1", "queue", "--unit", unit)["rows"]] for unit in sorted(set(sent.values()))}
    assert len(waiting) == 8, waiting
    for number, unit in sent.items():
        assert [where for where, rows in waiting.items() for row in rows if row == number] == [unit], (number, unit, waiting)
