// Who follows whom on 1 July 2025. The lists know it for most communes of 2019; where they are silent or disagree,
// nothing is chosen: candidates are marked, and the service asks a person.
//
// The mapping names the communes of June 2025, the old list those of October 2019, so a commune may have changed
// between the two. Its new codes are often damaged, its new names are not: each name stands once in its new province.
// A commune of 2019 is followed
//   - by its code, where the mapping gives that code the same name, or a name that no other commune there had;
//   - else by its name within its district;
//   - to all units that its rows name: several are a split.
// Where code and name lead apart, or out of the province that took over the old one, the units are candidates only.
// A commune or district that the mapping does not name as it was in 2019 was gone before June 2025: nobody knows
// since when, so its last day is a bound ("not_later").
'use strict';

const { exact, fold, foldName, parted } = require('./names.cjs');
const { keyOf, oldFrom, newFrom } = require('./units.cjs');

function push(map, key, value) {
  if (!map.has(key)) map.set(key, []);
  if (!map.get(key).includes(value)) map.get(key).push(value);
}

/// Districts changed their kind between the lists, provinces are written with and without it.
const within = (district, province) => `${foldName(district ?? '')}|${foldName(province ?? '')}`;

/// Under which a commune is looked for: with its kind, and without where no other there has that name.
function placeOf(label, district, province) {
  const { kind, name } = parted(label);
  return { full: `${kind} ${exact(name)}|${within(district, province)}`, name: `${exact(name)}|${within(district, province)}` };
}

/// The new unit of a mapping row: by its full name within its province; the code is only compared.
function targetOf(row, byNewName, report) {
  const target = byNewName.get(`${exact(row.new_ward_name ?? '')}|${foldName(row.new_province_name ?? '')}`);
  const line = `row ${row.id}: ${row.new_ward_code} ${row.new_ward_name}, ${row.new_province_name}`;
  if (!target) {
    report.row('new_unit_unknown', line);
    return null;
  }
  const code = row.new_ward_code ?? '';
  if (code !== target.code)
    report.row(code.padStart(5, '0') === target.code ? 'new_code_zero' : 'new_code_wrong', `${line} → ${target.code}`);
  return target;
}

/// Reads the mapping once: its rows by old code, and by old name in district.
function readMapping(units, mappings, report) {
  const byNewName = new Map();
  for (const unit of units.of('commune', newFrom))
    byNewName.set(`${exact(`${unit.kind} ${unit.name}`)}|${foldName(units.parentOf(unit).name)}`, unit);
  const mapping = { byCode: new Map(), byFull: new Map(), byName: new Map(), rows: [] };
  for (const row of mappings) {
    const target = targetOf(row, byNewName, report);
    if (!target || !row.old_ward_name) continue;
    const place = placeOf(row.old_ward_name, row.old_district_name, row.old_province_name);
    const entry = { row, target: keyOf(target), place, used: false };
    mapping.rows.push(entry);
    if (row.old_ward_code) push(mapping.byCode, row.old_ward_code, entry);
    push(mapping.byFull, place.full, entry);
    push(mapping.byName, place.name, entry);
  }
  return mapping;
}

const targets = (entries) => [...new Set(entries.map((entry) => entry.target))];

/// How one commune goes on: { how, entries, sure }. `communes`: those of 2019 by name in district.
function follow(unit, place, mapping, communes) {
  const coded = mapping.byCode.get(unit.code) ?? [];
  const alone = communes.get(place.name).length === 1;
  const named = mapping.byFull.get(place.full) ?? (alone ? mapping.byName.get(place.name) : null) ?? [];
  if (coded.length === 0) return { how: named.length ? 'by_name' : 'unmapped', entries: named, sure: true };
  if (coded.every(({ row }) => foldName(row.old_ward_name) === fold(unit.name))) {
    const more = named.filter((entry) => !entry.row.old_ward_code);  // a row with another code is another's
    return { how: 'by_code', entries: [...new Set([...coded, ...more])], sure: true };
  }
  // The code went on under another name. If that is the name of a neighbour with a row of its own, codes were mixed.
  const neighbour = coded.some((entry) => (communes.get(entry.place.name) ?? []).some((other) => other !== unit && mapping.byCode.has(other.code)));
  const entries = [...new Set([...coded, ...named])];
  const apart = targets(entries).length > targets(coded).length;
  return neighbour || apart ? { how: 'contradiction', entries, sure: targets(entries).length === 1 }
                            : { how: 'renamed_code', entries, sure: true };
}

/// Names which the unit bore in June 2025, if they were others than in 2019.
function laterNames(entries, unit, district) {
  return entries
    .filter(({ row }) => foldName(row.old_ward_name) !== fold(unit.name) || foldName(row.old_district_name) !== fold(district.name))
    .map(({ row }) => `${parted(row.old_ward_name).name}, ${parted(row.old_district_name).name}`);
}

/// The new province of each old one: where most of its communes went.
function provinceOf(units, found) {
  const votes = new Map();
  for (const [unit, { entries }] of found) {
    const old = units.parentOf(units.parentOf(unit));
    if (!votes.has(old)) votes.set(old, new Map());
    for (const target of targets(entries)) {
      const now = units.get(target).parent;
      votes.get(old).set(now, (votes.get(old).get(now) ?? 0) + 1);
    }
  }
  return new Map([...votes].map(([old, counted]) => [old, [...counted].sort((a, b) => b[1] - a[1]).map(([key]) => key)]));
}

function linkCommunes(units, mappings, report, progress) {
  const communes = units.of('commune', oldFrom);
  const mapping = readMapping(units, mappings, report);
  const place = (unit) => {
    const district = units.parentOf(unit);
    return placeOf(`${unit.kind} ${unit.name}`, district.name, units.parentOf(district).name);
  };
  const named = new Map();
  for (const unit of communes) push(named, place(unit).name, unit);
  const found = new Map();
  communes.forEach((unit, i) => {
    progress.show('linking the communes', i + 1, communes.length);
    const way = follow(unit, place(unit), mapping, named);
    for (const entry of way.entries) entry.used = true;
    found.set(unit, way);
  });
  units.provinces = provinceOf(units, found);
  for (const [unit, way] of found) settle(unit, way, units, mapping, report);
  keepLaterUnits(units, mapping, report);
  markDistricts(units, found);
  const reached = new Set(communes.flatMap((unit) => unit.successors));
  for (const unit of units.of('commune', newFrom))
    if (!reached.has(keyOf(unit))) report.row('new_without_old', `${keyOf(unit)} ${unit.kind} ${unit.name}`);
}

/// A district lasted as long as one of its communes was in it, by the names of June 2025.
function markDistricts(units, found) {
  const lasted = new Set();
  for (const [unit, { entries }] of found) {
    const district = units.parentOf(unit);
    if (entries.some(({ row }) => foldName(row.old_district_name) === fold(district.name))) lasted.add(district);
  }
  for (const district of units.of('district', oldFrom))
    if (!lasted.has(district)) district.valid_to_is = 'not_later';
}

function settle(unit, way, units, mapping, report) {
  const district = units.parentOf(unit), province = units.parentOf(district);
  const line = `${keyOf(unit)} ${unit.kind} ${unit.name}, ${district.name}, ${province.name}`;
  const leads = targets(way.entries);
  const astray = leads.filter((key) => units.get(key).parent !== units.provinces.get(province)?.[0]);
  unit.successors = leads;
  unit.other_names.push(...new Set(laterNames(way.entries, unit, district)));
  unit.proposed = !way.sure || astray.length > 0;
  const to = leads.map((key) => `${key} ${units.get(key).name}`).join(', ');
  if (!way.entries.some(({ row }) => foldName(row.old_ward_name) === fold(unit.name))) unit.valid_to_is = 'not_later';
  if (!mapping.byCode.has(unit.code)) report.row('unmapped_by_code', line);
  if (way.how === 'unmapped') report.row('unmapped', line);
  if (way.how === 'by_name') report.row('by_name', `${line} → ${to}`);
  if (way.how === 'renamed_code') report.row('renamed_code', `${line} (${unit.other_names[0]}) → ${to}`);
  if (unit.proposed) report.row('contradiction', `${line} → ${to}`);
  else if (leads.length > 1) report.row('split', `${line} → ${to}`);
}

/// Communes made between the two lists have no unit here; their names lead to what their land became.
function keepLaterUnits(units, mapping, report) {
  for (const { row, target, used } of mapping.rows) {
    if (used) continue;
    const name = `${parted(row.old_ward_name).name}, ${parted(row.old_district_name).name}`;
    const unit = units.get(target);
    report.row('old_unit_unknown', `row ${row.id}: ${row.old_ward_code ?? ''} ${row.old_ward_name}, ${row.old_district_name} → ${target} ${unit.name}`);
    if (!unit.other_names.includes(name)) unit.other_names.push(name);
  }
}

/// A province that alone became one of the same name and kind goes on under its key.
function linkProvinces(units, report) {
  const into = new Map();
  for (const [old, now] of units.provinces) {
    if (now.length > 1) report.row('province_unclear', `${keyOf(old)} ${old.name} → ${now.join(', ')}`);
    old.successors = [now[0]];
    push(into, now[0], old);
  }
  for (const [key, from] of into) {
    const now = units.get(key);
    if (from.length > 1 || from[0].name !== now.name || from[0].kind !== now.kind || from[0].code !== now.code) continue;
    from[0].valid_to = '';
    from[0].successors = [];
    for (const unit of units.byKey.values()) if (unit.parent === key) unit.parent = keyOf(from[0]);
    units.byKey.delete(key);
  }
}

/// Districts ended without one successor (what became of their communes are the candidates), except islands which
/// have no communes in the list and went on, on that day, as a special zone.
function linkDistricts(units, report) {
  const zones = units.of('commune', newFrom).filter((unit) => unit.kind === 'đặc khu');
  const parents = new Set([...units.byKey.values()].map((unit) => unit.parent));
  for (const district of units.of('district', oldFrom)) {
    if (parents.has(keyOf(district))) continue;
    const zone = zones.find((unit) => fold(unit.name) === fold(district.name));
    if (!zone) continue;
    district.successors = [keyOf(zone)];
    district.valid_to_is = '';
    report.row('island', `${keyOf(district)} ${district.name} → ${keyOf(zone)} ${zone.name}`);
  }
}

module.exports = { linkCommunes, linkProvinces, linkDistricts };
