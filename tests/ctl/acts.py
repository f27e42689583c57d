"""Acts on cases, contacts and people that the story of one case does not come to, each by what it changes."""
import json
from datetime import date, timedelta

from installation import CONTACT

tests = []


def test(function):
    tests.append(function)
    return function


def report(b, name, calm=False):
    contact = json.loads(json.dumps(CONTACT))
    contact["intake"]["incident"] = {"unit": b.place}
    contact["intake"]["child"]["name"] = name
    if calm:
        del contact["intake"]["triage"]
    return b.json("op1", "contact", "log", "--file", "-", stdin=json.dumps(contact))["caseNumber"]


def act(b, who, *args, **more):
    """Who decides has looked."""
    if args[0] != "show":
        b.ok(who, "case", "show", args[1])
    return b.json(who, "case", *args, **more)["case"]


@test
def what_is_known_of_a_case_is_amended_and_placed_and_added_to(b):
    number = report(b, "Bé Ba")
    act(b, "off1", "accept", number)
    assert act(b, "off1", "amend", number, "--state", "đã nhập viện", "--reason", "gia đình báo")["intake"]["presentState"] == "đã nhập viện"
    assert act(b, "off1", "places", number, "--residence", "thon dong xa tam di luc nam")["intake"]["residence"]["unit"] == b.place
    before = act(b, "off1", "show", number)["row"]["version"]
    contact = {"channel": "CHANNEL_PHONE", "callType": "CALL_TYPE_ABOUT_A_CHILD", "contactClass": "CONTACT_CLASS_INTERVENTION",
               "intake": {"presentState": "còn khóc", "incident": {"unit": b.place}}}
    assert act(b, "op1", "add-contact", number, "--file", "-", stdin=json.dumps(contact))["row"]["version"] > before


@test
def a_case_goes_back_on_and_over_to_another_commune(b):
    number = report(b, "Bé Tư")
    act(b, "off1", "return", number, "--reason", "wrong-place", "--explanation", "trẻ ở xã khác")
    routed = act(b, "op1", "reroute", number, "--to", "Cẩm Lý, Bắc Ninh", "--reason", "đúng địa bàn")
    assert routed["row"]["status"] == "CASE_STATUS_REFERRED", routed
    assert number in [row["number"] for row in b.json("off2", "queue")["rows"]]
    act(b, "off2", "accept", number)
    moved = act(b, "off2", "transfer", number, "--to", "Bảo Đài, Bắc Ninh", "--reason", "trẻ đã chuyển nhà")
    assert moved["row"]["referral"]["toUnit"] == b.place_today, moved
    act(b, "off1", "accept", number)
    again = b.ctl("off1", "case", "accept", number, "--json")
    assert again.returncode == 1 and json.loads(again.stderr)["reason"] == "no_referral_waits", again


@test
def who_may_see_a_case_is_narrowed_widened_and_kept(b):
    number = report(b, "Bé Năm")
    assert "Chị Hoa Kín" not in json.dumps(act(b, "off1", "show", number), ensure_ascii=False)
    act(b, "sup1", "release-informant", number, "--to", "Bảo Đài", "--reason", "cần xác minh trực tiếp")
    assert act(b, "off1", "show", number)["informant"]["name"] == "Chị Hoa Kín"
    act(b, "sup1", "hold", number, "--held", "--reason", "toà án yêu cầu hồ sơ")
    assert act(b, "sup1", "show", number)["legalHold"]
    act(b, "sup1", "hold", number, "--reason", "vụ án đã xong")
    assert not act(b, "sup1", "show", number).get("legalHold")
    other = report(b, "Bé Sáu")
    linked = act(b, "op1", "link", number, other, "--as", "sibling")
    assert linked["links"][0]["link"] == "LINK_SIBLING", linked
    act(b, "op1", "restrict", number, "--bar", "off1", "--explanation", "người bị nghi là cán bộ xã")
    assert b.ctl("off1", "case", "show", number).returncode == 1


@test
def a_case_without_a_running_deadline_is_listed_for_supervisors(b):
    number = report(b, "Bé Chín", calm=True)
    act(b, "off1", "accept", number)
    unwatched = lambda: [row["number"] for row in b.json("sup1", "case", "list", "--without-deadline", "--all").get("cases", [])]
    assert number not in unwatched(), "it is to be looked into in time"
    act(b, "off1", "assess", number, "--kind", "specific", "--conclusion", "medium")
    act(b, "off1", "plan", number, "--goals", "trẻ an toàn", "--step", "thăm nhà|chị Hà|2026-12-01")
    assert number in unwatched(), "the plan waits for the chairman, and nothing reminds anybody"
    board = b.json("sup1", "overview")
    assert board["withoutDeadline"] == len(unwatched()), board


@test
def a_plan_is_returned_and_a_closed_case_reopened(b):
    number = report(b, "Bé Bảy")
    act(b, "off1", "accept", number)
    act(b, "off1", "assess", number, "--kind", "specific", "--conclusion", "medium")
    act(b, "off1", "plan", number, "--goals", "trẻ an toàn", "--step", "thăm nhà|chị Hà|2026-12-01")
    assert act(b, "ch1", "return-plan", number, "--reason", "thiếu người phụ trách")["row"]["status"] == "CASE_STATUS_PLANNING"
    unfounded = report(b, "Bé Tám")
    act(b, "off1", "accept", unfounded)
    act(b, "off1", "assess", unfounded, "--kind", "initial", "--conclusion", "low")
    act(b, "ch1", "close", unfounded, "--as", "unfounded", "--decision", "QĐ 13/2026")
    assert act(b, "off1", "reopen", unfounded, "--reason", "có tin mới")["row"]["status"] != "CASE_STATUS_CLOSED"


@test
def a_contact_is_amended_and_kept_and_a_draft_taken_over(b):
    counselled = {"channel": "CHANNEL_PHONE", "callType": "CALL_TYPE_ABOUT_ONESELF", "contactClass": "CONTACT_CLASS_COUNSELLING", "advised": "gọi lại khi cần"}
    contact = b.json("op1", "contact", "log", "--file", "-", stdin=json.dumps(counselled))["contactId"]
    b.ok("op1", "contact", "amend", contact, "--advised", "đã gửi số của trường", "--reason", "nhà trường báo")
    versions = b.json("op1", "contact", "show", contact)["versions"]
    assert [version["contact"]["advised"] for version in versions] == ["gọi lại khi cần", "đã gửi số của trường"], versions
    b.ok("sup1", "contact", "hold", contact, "--held", "--reason", "công an yêu cầu")
    assert b.json("sup1", "contact", "show", contact)["legalHold"]

    assert b.ctl("op1", "contact", "log", stdin="1\n2\n1\n0900000111\n").returncode == 2
    mine = b.json("op1", "draft", "list")["drafts"][0]
    draft = mine["draftId"]
    heads, row = b.ok("op1", "draft", "list", "--lang", "en").splitlines()
    assert row[heads.index("Kept until"):].startswith("20") and mine["keptUntil"] > mine["updatedAt"], (heads, row)
    b.person("op2", b.me["memberships"][0]["unit"], "operator")
    b.ok("op2", "draft", "take", draft)
    assert [mine["draftId"] for mine in b.json("op2", "draft", "list")["drafts"]] == [draft]
    b.ok("op2", "draft", "discard", draft)
    assert "drafts" not in b.json("op2", "draft", "list", "--of-unit")


@test
def a_deputy_is_named_and_recalled_and_an_office_has_its_telephones(b):
    b.ok("ch1", "delegate", "--unit", "Bảo Đài", "--deputy", "off1", "--until", (date.today() + timedelta(days=30)).isoformat())
    named = b.json("ch1", "delegations", "--unit", "Bảo Đài")["delegations"]
    assert len(named) == 1, named
    b.ok("ch1", "undelegate", named[0]["delegationId"])
    assert all(one.get("revoked") for one in b.json("ch1", "delegations", "--unit", "Bảo Đài").get("delegations", []))
    b.ok("admin", "unit", "telephones", "Bảo Đài", "02043884001", "0912345678")
    assert b.json("op1", "unit", "show", b.place_today)["unit"]["telephones"] == ["02043884001", "0912345678"]


@test
def lists_of_what_waits_are_there_also_when_they_are_empty(b):
    for command in ("overdue", "claims", "undelivered", "calls", "unanswered"):
        b.json("sup1", command)
        b.ok("sup1", command)


@test
def a_forgotten_password_is_made_anew(b):
    made = b.json("admin", "people", "reset-password", "off2")
    assert b.ctl("off2", "who").returncode == 4
    b.sign_in("off2", "off2", made["oneTimePassword"])
    b.ok("off2", "password", "--password-stdin", stdin=f"{made['oneTimePassword']}\nmột mật khẩu khác của off2\n")
    assert b.json("off2", "who")["person"]["login"] == "off2"


@test
def any_method_can_be_called_by_its_name(b):
    assert b.json("op1", "call", "SessionService/WhoAmI")["person"]["login"] == "op1"
    assert b.json("op1", "call", "CaseService/GetCase", json.dumps({"caseId": b.case}))["case"]["row"]["number"] == b.number
    assert b.ctl("op1", "call", "SessionService/Nothing").returncode == 2
