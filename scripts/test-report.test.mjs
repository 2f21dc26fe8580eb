import { expect, it } from 'vitest';
import { addCounts, countPlaywright, countVitest, describeCounts, stepTable } from './test-report.mjs';

it('adds what the runners report', () => {
  const unit = countVitest({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
  const endToEnd = countPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } });
  expect(addCounts(unit, endToEnd)).toEqual({ passed: 8, failed: 1, flaky: 1, skipped: 3 });
});

it('closes with a line that names flaky and skipped tests only when there are some', () => {
  expect(describeCounts({ passed: 8, failed: 0, flaky: 0, skipped: 0 })).toBe('8 passed, 0 failed');
  expect(describeCounts({ passed: 8, failed: 2, flaky: 1, skipped: 3 })).toBe(
    '8 passed, 2 failed, 1 flaky, 3 skipped',
  );
});

it('lists the steps with their times', () => {
  const table = stepTable([
    { name: 'lint', milliseconds: 1234 },
    { name: 'contract', milliseconds: 61_000, counts: { passed: 4, failed: 0, flaky: 0, skipped: 0 } },
  ]);
  expect(table).toBe('lint        1.2 s\ncontract   61.0 s   4 passed, 0 failed');
});
