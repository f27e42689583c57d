// Names of units: the kind taken off, and folded for comparison as server/base/fold.h does.
'use strict';

const kinds = ['thành phố', 'thị trấn', 'thị xã', 'đặc khu', 'phường', 'huyện', 'quận', 'tỉnh', 'xã'];

function tidy(text) {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/// "Thị Trấn  Ngã Sáu" → { kind: 'thị trấn', name: 'Ngã Sáu' }; kind '' when there is none.
function parted(text) {
  const whole = tidy(text);
  const kind = kinds.find((each) => whole.toLowerCase().startsWith(`${each} `)) ?? '';
  return { kind, name: kind ? whole.slice(kind.length + 1) : whole };
}

function fold(text) {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'`’‘ʼ´]/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\b0+(?=\d)/g, '');
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

/// Equal for "Hòa" and "Hoà", not for "Trực Hưng" and "Trực Hùng": the tone stands behind its syllable.
function exact(text) {
  return tidy(text)
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => {
      const letters = word.normalize('NFD');
      return letters.replace(tones, '').replace(/^0+(?=\d)/, '') + (letters.match(tones) ?? []).join('');
    })
    .join(' ');
}

/// Without kind: "Phường 02" and "2" are one name.
function foldName(text) {
  return fold(parted(text).name);
}

module.exports = { tidy, parted, exact, fold, foldName };
