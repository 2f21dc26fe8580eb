import { describe, expect, it } from 'vitest';
import type { CommandSpecification } from './command-specification.ts';
import { commands } from './command-table.ts';
import { manualPage } from './manual-page.ts';

const facts = { version: '1.2.3', date: '2026-01-31' };

describe('manualPage', () => {
  it('has every command and option that the help has, and none that is hidden', () => {
    const page = manualPage(commands, facts);
    for (const { name, options, hidden } of commands) {
      const heading = `.SS "keycutter ${name.replaceAll('-', '\\-')}`;
      expect(page.includes(heading), name).toBe(hidden !== true);
      for (const option of options) expect(page).toContain(`\\-\\-${option.name.replaceAll('-', '\\-')}`);
    }
    expect(page).toContain('.TH KEYCUTTER 1 2026-01-31 "Keycutter 1.2.3"');
  });

  it('lets no text be taken for a request of the formatter', () => {
    const row: CommandSpecification = {
      name: 'odd',
      operands: [],
      options: [],
      examples: ['.so /etc/passwd', "'a \\n"],
      run: async () => {
        throw new Error('never run');
      },
    };
    const page = manualPage([row], facts);
    expect(page).toContain("\n\\&.so /etc/passwd\n\\&'a \\en\n");
  });
});
