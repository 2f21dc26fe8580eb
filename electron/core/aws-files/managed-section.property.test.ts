import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../shared/secret.ts';
import { byteOrderMark } from './byte-text.ts';
import { parseIni } from './ini-document.ts';
import {
  managedIn,
  removeSection,
  renameSection,
  type SectionContent,
  writeSection,
} from './managed-section.ts';
import { generatedFile } from './testing/aws-files-generator.ts';

/** Over any file that the generator can write, botocore may refuse it or not. */

const process_: SectionContent = {
  kind: 'process',
  name: 'keycutter.test',
  profileId: 'p1',
  region: 'eu-central-1',
  command: ['/opt/my apps/keycutter-credentials', 'p1'],
};
const static_: SectionContent = {
  kind: 'static',
  name: 'keycutter.test',
  profileId: 'p1',
  region: 'eu-central-1',
  accessKeyId: 'ASIA1',
  secretAccessKey: new Secret('s/1'),
  sessionToken: new Secret('t=='),
  expiration: 1_800_000_000_000,
};
const region: SectionContent = { kind: 'region', name: 'keycutter.test', region: 'eu-west-3' };

const content = fc.constantFrom(process_, static_, region);
const file = fc.oneof(generatedFile('config'), generatedFile('credentials')).map(({ text }) => text);

function write(text: string, section: SectionContent, takeOver = false): string | null {
  const result = writeSection(text, section, { takeOver });
  return result.ok ? result.value : null;
}

function value(result: { readonly ok: boolean; readonly value?: string }): string {
  expect(result).toMatchObject({ ok: true });
  return result.value ?? '';
}

function names(text: string): readonly (string | null)[] {
  return parseIni(text).sections.map(({ name }) => name);
}

const runs = { numRuns: 150 };
/** For a busy machine. */
const patience = 60_000;

describe('every byte outside a managed section stays', () => {
  it(
    'added, written again, refreshed, renamed and removed',
    () => {
      fc.assert(
        fc.property(file, content, (text, section) => {
          const added = write(text, section);
          if (added === null) return;
          expect(added.startsWith(text)).toBe(true);
          expect(managedIn(added)).toHaveLength(1);
          expect(names(added)).toHaveLength(names(text).length + 1);
          expect(write(added, section)).toBe(added);

          const refreshed = write(added, { ...section, region: 'us-east-1' }) ?? '';
          expect(refreshed.startsWith(text)).toBe(true);
          expect(refreshed.slice(text.length).replaceAll('us-east-1', section.region)).toBe(
            added.slice(text.length),
          );

          const renamed = value(renameSection(refreshed, section.name, 'keycutter.new'));
          expect(renamed.startsWith(text)).toBe(true);
          expect(renamed.slice(text.length).replace('keycutter.new', section.name)).toBe(
            refreshed.slice(text.length),
          );
          expect(value(removeSection(renamed, 'keycutter.new'))).toBe(text);
        }),
        runs,
      );
    },
    patience,
  );

  it(
    'whatever order several are removed in',
    () => {
      fc.assert(
        fc.property(file, fc.boolean(), (text, firstFirst) => {
          const first = write(text, process_);
          if (first === null) return;
          const both = write(first, { ...process_, name: 'keycutter.two' }) ?? '';
          const order = firstFirst
            ? ['keycutter.test', 'keycutter.two']
            : ['keycutter.two', 'keycutter.test'];
          const removed = order.reduce((left, name) => value(removeSection(left, name)), both);
          expect(removed).toBe(text);
        }),
        runs,
      );
    },
    patience,
  );

  it(
    'between sections that were added after',
    () => {
      fc.assert(
        fc.property(file, generatedFile('config'), content, (text, more, section) => {
          const added = write(text, section);
          // What follows is a section, as somebody else would append it.
          if (added === null || !added.endsWith('\n') || !more.text.startsWith('[')) return;
          expect(value(removeSection(added + more.text, section.name))).toBe(text + more.text);
        }),
        runs,
      );
    },
    patience,
  );

  it(
    'and nothing but a section’s own lines changes when one is taken over',
    () => {
      fc.assert(
        fc.property(file, fc.constantFrom('dev', 'default', 'team/a'), content, (text, name, section) => {
          const taken = write(text, { ...section, name }, true);
          if (taken === null) return;
          const mine = managedIn(taken);
          expect(mine).toHaveLength(1);
          expect(mine[0]).toMatchObject({ kind: section.kind, name });
          // Once more is no change, and needs no leave.
          expect(write(taken, { ...section, name })).toBe(taken);
          const linesOf = (whole: string) => new Set(whole.replace(byteOrderMark, '').split(/\r\n|\r|\n/));
          const before = linesOf(text);
          const added = [...linesOf(taken)].filter((line) => line !== '' && !before.has(line));
          for (const line of added) {
            expect(line).toMatch(
              /^\s*(?:\u00c2\u00a0)?(?:#|\[|credential_process = |region = |keycutter_|aws_access_key_id = |aws_secret_access_key = |aws_session_token = )/,
            );
          }
        }),
        runs,
      );
    },
    patience,
  );
});
