// What the import has to say: counts, and every row that is bad, repaired, not mapped or contradictory.
'use strict';

const meanings = {
  bad_row: 'rows without a good code or name, taken as they stand',
  repeated_row: 'rows that stand twice',
  parent_unknown: 'units whose unit above is not in the list',
  leading_zero: 'codes that had lost a leading zero, put back',
  new_code_zero: 'mapping rows whose new code had lost its leading zeros, put back',
  new_code_wrong: 'mapping rows whose new code is not that of the unit they name; the new name and province were followed',
  new_unit_unknown: 'mapping rows whose new unit is not in the list of 2025',
  unmapped_by_code: 'communes of 2019 that the mapping does not have by code',
  unmapped: 'communes of 2019 that the mapping has neither by code nor by name: a person decides',
  by_name: 'communes mapped by name within their district',
  renamed_code: 'communes whose code went on under another name before July 2025, followed by code',
  ended_not_later: 'communes and districts of 2019 that were gone before June 2025, nobody knows since when: 30 June 2025 is a bound',
  split: 'communes over several successors: a person decides',
  contradiction: 'communes for which code and name, or the provinces, contradict: a person decides',
  old_unit_unknown: 'mapping rows of communes made between 2019 and 2025: kept as other names of their new commune',
  new_without_old: 'communes of 2025 to which no old commune leads',
  province_unclear: 'provinces whose communes went to several provinces',
  island: 'island districts without communes that became a special zone of the same name',
  curated: 'rows of config/units/luc-nam.csv',
  curated_differs: 'contradictions between the lists and config/units/luc-nam.csv: the curated file stands',
  other_names_unknown: 'other names for units that are not there',
  link_broken: 'links to units that are not there',
};

class Report {
  constructor() {
    this.counts = {};
    this.rows = new Map();
  }
  count(what, numbers) {
    this.counts[what] = numbers;
  }
  row(kind, line) {
    if (!this.rows.has(kind)) this.rows.set(kind, []);
    this.rows.get(kind).push(line);
  }
  number(kind) {
    return this.rows.get(kind)?.length ?? 0;
  }

  outcome(units, file, bytes) {
    const all = [...units.byKey.values()];
    for (const unit of all)
      if (unit.valid_to && unit.valid_to_is === 'not_later') this.row('ended_not_later', `${unit.code}@${unit.valid_from} ${unit.kind} ${unit.name}`);
    const ended = all.filter((unit) => unit.level === 'commune' && unit.valid_to);
    this.count('written', { units: all.length, bytes, file });
    this.count('communes_ended', {
      all: ended.length,
      with_one_successor: ended.filter((unit) => unit.successors.length === 1 && !unit.proposed).length,
      for_a_person: ended.filter((unit) => unit.successors.length !== 1 || unit.proposed).length,
    });
  }

  json() {
    const rows = Object.fromEntries([...this.rows].map(([kind, lines]) => [kind, { count: lines.length, meaning: meanings[kind], rows: lines }]));
    return JSON.stringify({ counts: this.counts, rows }, null, 2);
  }

  text(whole) {
    const lines = Object.entries(this.counts).map(
      ([what, numbers]) => `${what}: ${Object.entries(numbers).map(([name, n]) => `${name} ${n ?? 'none'}`).join(', ')}`);
    for (const kind of Object.keys(meanings)) {
      const found = this.rows.get(kind) ?? [];
      if (found.length === 0) continue;
      lines.push('', `${found.length} ${meanings[kind]}`);
      const shown = whole ? found : found.slice(0, 10);
      lines.push(...shown.map((line) => `  ${line}`));
      if (shown.length < found.length) lines.push(`  … and ${found.length - shown.length} more (--list)`);
    }
    return lines.join('\n');
  }
}

module.exports = { Report };
