// A progress bar on a terminal, one plain line per step elsewhere.
'use strict';

const width = 30;

class Progress {
  constructor(stream) {
    this.stream = stream;
    this.bar = Boolean(stream.isTTY);
    this.step = '';
    this.shown = -1;
  }

  /// `part` of `whole` of this step is done.
  show(step, part, whole) {
    if (step !== this.step) {
      if (this.bar && this.step) this.stream.write('\n');
      if (!this.bar) this.stream.write(`${step}\n`);
      this.step = step;
      this.shown = -1;
    }
    const percent = whole ? Math.floor((100 * part) / whole) : 100;
    if (!this.bar || percent === this.shown) return;
    this.shown = percent;
    const filled = Math.round((width * percent) / 100);
    const bar = '#'.repeat(filled) + '.'.repeat(width - filled);
    this.stream.write(`\r${step.padEnd(28)} [${bar}] ${String(percent).padStart(3)} %`);
  }

  done() {
    if (this.bar && this.step) this.stream.write('\n');
    this.step = '';
  }
}

module.exports = { Progress };
