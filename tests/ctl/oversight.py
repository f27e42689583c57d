"""What supervisors and administrators do from the terminal to keep watch over the whole."""
import os


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


def who_read_and_who_administered_is_listed(b):
    read = b.json("sup1", "audit", "access", "--case", b.number)["entries"]
    assert {"read"} <= {e["what"] for e in read}, read
    assert "person_created" in acts(b), acts(b)
    assert b.ctl("off1", "audit", "access").returncode == 1


def the_whole_log_verifies(b):
    assert "nguyên vẹn" in b.ok("sup1", "verify")
    verdict = b.json("sup1", "verify")
    assert verdict["sound"] and int(verdict["entriesChecked"]) > 20, verdict
    b.key = b.json("sup1", "audit", "checkpoint")["verifierKey"]
    proof = b.json("sup1", "audit", "proof", "1", "--size", "8")
    assert len(proof["inclusion"]) == 3, proof
