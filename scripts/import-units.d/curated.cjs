// What people have written by hand: other names, and the curated units, which win over the lists.
'use strict';

const fs = require('node:fs');

const { keyOf, readCsv } = require('./units.cjs');

/// config/units/other-names.csv: key, other_names.
function addOtherNames(units, file, report) {
  for (const row of readCsv(fs.readFileSync(file, 'utf8'))) {
    const unit = units.get(row.key);
    if (!unit) report.row('other_names_unknown', row.key);
    else unit.other_names.push(...row.other_names.split('|').filter((name) => !unit.other_names.includes(name)));
  }
}

const compared = ['valid_to', 'kind', 'name', 'parent'];

function differences(listed, curated) {
  const found = compared.filter((field) => listed[field] !== curated[field])
    .map((field) => `${field} "${listed[field]}", curated "${curated[field]}"`);
  const successors = (unit) => (unit.proposed ? '?' : '') + [...unit.successors].sort().join('|');
  if (successors(listed) !== successors(curated))
    found.push(`successors "${successors(listed)}", curated "${successors(curated)}"`);
  return found;
}

/// Every unit under a code that the curated file has is replaced by what that file says of it.
function applyCurated(units, curated, report) {
  const codes = new Set(curated.map((unit) => unit.code));
  const listed = new Map([...units.byKey].filter(([, unit]) => codes.has(unit.code)));
  for (const key of listed.keys()) units.byKey.delete(key);
  for (const unit of curated) {
    const before = listed.get(keyOf(unit));
    listed.delete(keyOf(unit));
    for (const line of before ? differences(before, unit) : [])
      report.row('curated_differs', `${keyOf(unit)} ${unit.name}: ${line}`);
    const names = [...new Set([...unit.other_names, ...(before?.other_names ?? [])])];
    units.add({ ...unit, other_names: names }, report);
    report.row('curated', `${keyOf(unit)} ${unit.name}`);
  }
  for (const [key, unit] of listed) report.row('curated_differs', `${key} ${unit.name}: not in the curated file`);
}

module.exports = { addOtherNames, applyCurated };
