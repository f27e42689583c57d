"""The cells of a workbook, read from its parts, and as LibreOffice reads them where there is one."""
import csv
import os
import shutil
import subprocess
import xml.etree.ElementTree
import zipfile

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def column(reference):
    number = 0
    for letter in (c for c in reference if c.isalpha()):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cells(path, sheet=1):
    """Of one sheet, as rows of texts and numbers; "" where nothing stands. Fails where a cell is a formula."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        texts = [
            "".join(t.text or "" for t in item.iter(SPACE + "t"))
            for item in xml.etree.ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(SPACE + "si")
        ]
        root = xml.etree.ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    rows = []
    for row in root.iter(SPACE + "row"):
        rows += [[] for _ in range(int(row.get("r")) - len(rows))]
        for cell in row.iter(SPACE + "c"):
            assert cell.find(SPACE + "f") is None, cell.get("r")
            value = cell.find(SPACE + "v")
            at = column(cell.get("r"))
            rows[-1] += [""] * (at + 1 - len(rows[-1]))
            if value is None:
                continue
            if cell.get("t") == "s":
                rows[-1][at] = texts[int(value.text)]
            else:
                number = float(value.text)
                rows[-1][at] = int(number) if number == int(number) and "." not in value.text else number
    return rows


def sheets(path):
    """The names of its sheets, in their order."""
    with zipfile.ZipFile(path) as book:
        return [sheet.get("name") for sheet in xml.etree.ElementTree.fromstring(book.read("xl/workbook.xml")).iter(SPACE + "sheet")]


def by_libreoffice(path, into):
    """Every sheet as LibreOffice opens it, or None where there is no LibreOffice; under CI there must be one."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        assert not os.environ.get("CI"), "no LibreOffice: scripts/packages installs libreoffice-calc-nogui"
        return None
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{into}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", "--outdir", into, path],
        check=True, capture_output=True, timeout=300,
    )
    base = os.path.splitext(os.path.basename(path))[0]
    out = []
    for name in sheets(path):
        with open(os.path.join(into, f"{base}-{name}.csv"), encoding="utf-8", newline="") as file:
            out.append(list(csv.reader(file)))
    return out
