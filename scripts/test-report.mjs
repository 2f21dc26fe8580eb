export const noTests = { passed: 0, failed: 0, flaky: 0, skipped: 0 };

/** From the JSON that Vitest's json reporter writes. */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    flaky: 0,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** From the JSON that Playwright's json reporter writes. A flaky test is one that passed on its second try. */
export function countPlaywright({ stats }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected,
    flaky: stats.flaky,
    skipped: stats.skipped,
  };
}

export function addCounts(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    flaky: one.flaky + other.flaky,
    skipped: one.skipped + other.skipped,
  };
}

export function describeCounts({ passed, failed, flaky, skipped }) {
  const others = [flaky > 0 ? `${flaky} flaky` : '', skipped > 0 ? `${skipped} skipped` : ''];
  return [`${passed} passed`, `${failed} failed`, ...others.filter(Boolean)].join(', ');
}

/** One line a step: its name, its time in seconds, and its tests if it has any. */
export function stepTable(steps) {
  const width = Math.max(...steps.map(({ name }) => name.length));
  return steps
    .map(({ name, milliseconds, counts }) => {
      const seconds = `${(milliseconds / 1000).toFixed(1)} s`.padStart(8);
      return `${name.padEnd(width)} ${seconds}${counts === undefined ? '' : `   ${describeCounts(counts)}`}`;
    })
    .join('\n');
}
