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


def by_libreoffice(path, into):
    """The first sheet as LibreOffice opens it, or None where there is none."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{into}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false", "--outdir", into, path],
        check=True, capture_output=True, timeout=300,
    )
    name = os.path.splitext(os.path.basename(path))[0] + ".csv"
    with open(os.path.join(into, name), encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
