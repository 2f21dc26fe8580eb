import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { STSClient } from '@aws-sdk/client-sts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsFileName } from '../../../shared/aws-files-views.ts';
import { Secret } from '../../../shared/secret.ts';
import {
  askBotocore,
  type Files,
  type FullConfig,
  hasBotocore,
  splitByBotocore,
  type Values,
} from '../../testing/botocore.ts';
import type { ByteText } from '../ports.ts';
import {
  managedIn,
  removeSection,
  renameSection,
  type SectionContent,
  writeSection,
} from './managed-section.ts';
import { quoteCommand } from './quote-command.ts';
import { type ReadKeys, readAwsFiles } from './read-aws-files.ts';
import { type GeneratedFile, generatedFile } from './testing/aws-files-generator.ts';

/** Our reading and writing of ~/.aws against the installed AWS clients', over files made up at random. */

const filesOfEach = 2_600;
const seed = 20_261_122;
/** For a busy machine. */
const patience = 300_000;

const isThere = hasBotocore();
if (!isThere) console.log('Skipped: botocore is not installed (python3 -c "import botocore").');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keycutter-aws-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const samples = new Map<AwsFileName, readonly GeneratedFile[]>();

function sampleOf(file: AwsFileName): readonly GeneratedFile[] {
  const sample =
    samples.get(file) ??
    fc.sample(generatedFile(file), { numRuns: filesOfEach, seed: file === 'config' ? seed : seed + 1 });
  samples.set(file, sample);
  return sample;
}

function readAsBotocore([config, credentials]: Files): FullConfig {
  const read = readAwsFiles({ config, credentials });
  const plain = (keys: ReadKeys): Values =>
    Object.fromEntries(
      [...keys].map(([name, { value, secret, nested }]) => [
        name,
        nested === null ? (secret?.reveal() ?? value) : Object.fromEntries(nested),
      ]),
    );
  const all = (sections: ReadonlyMap<string, ReadKeys>) =>
    Object.fromEntries([...sections].map(([name, keys]) => [name, plain(keys)]));
  return {
    profiles: Object.fromEntries([...read.profiles].map(([name, { keys }]) => [name, plain(keys)])),
    sso_sessions: all(read.ssoSessions),
    services: all(read.services),
  };
}

function agree(ours: unknown, theirs: unknown, files: Files): void {
  if (!isDeepStrictEqual(ours, theirs)) expect(ours, JSON.stringify(files)).toEqual(theirs);
}

const command = ["/home/Ana O'Hara/팀 #1/.config/keycutter-credentials", '4f0c'];
const region = 'eu-west-1';
const profileId = '4f0c';

function contentFor(file: AwsFileName, name: string): SectionContent {
  if (file === 'config') return { kind: 'process', name, profileId, region, command };
  return {
    kind: 'static',
    name,
    profileId,
    region,
    accessKeyId: 'ASIAEXAMPLE000000000',
    secretAccessKey: new Secret('secret/+value'),
    sessionToken: new Secret('token=='),
    expiration: 1_800_000_000_000,
  };
}

/** What an AWS client is to find in the section. */
function expectedIn(file: AwsFileName): Values {
  if (file === 'config') return { region, credential_process: quoteCommand(command) };
  return {
    region,
    aws_access_key_id: 'ASIAEXAMPLE000000000',
    aws_secret_access_key: 'secret/+value',
    aws_session_token: 'token==',
  };
}

interface Edit {
  readonly files: Files;
  /** The section that was written, and what it is called now; null: removed again. */
  readonly written: string;
  readonly name: string | null;
}

/** Written, also over what is there; every third renamed, every third removed. Null where that is refused. */
function edited(file: AwsFileName, text: ByteText, index: number): Edit | null {
  const written = ['dev', 'default', 'prod', 'team/a', 'fresh'][index % 5] ?? 'dev';
  const first = writeSection(text, contentFor(file, written), { takeOver: true });
  if (!first.ok) return null;
  const to = 'renamed';
  const name = index % 3 === 0 ? written : index % 3 === 1 ? to : null;
  const last =
    name === written
      ? first
      : name === to
        ? renameSection(first.value, written, to)
        : removeSection(first.value, written);
  return last.ok ? { files: filesWith(file, last.value), written, name } : null;
}

function filesWith(file: AwsFileName, text: ByteText): Files {
  return file === 'config' ? [text, ''] : ['', text];
}

/** The JavaScript SDK takes `[ dev ]` for `[dev]`, so taking one over takes the other. */
function elsewhere(full: FullConfig, { written, name }: Edit): FullConfig {
  const profiles = Object.entries(full.profiles).filter(([other]) => ![written, name].includes(other.trim()));
  return { ...full, profiles: Object.fromEntries(profiles) };
}

describe.skipIf(!isThere)('beside botocore', () => {
  it('reads each file, and both together, as it does', { timeout: patience }, () => {
    const configs = sampleOf('config');
    const credentials = sampleOf('credentials');
    const alone = [
      ...configs.map((generated) => ({ ...generated, files: filesWith('config', generated.text) })),
      ...credentials.map((generated) => ({ ...generated, files: filesWith('credentials', generated.text) })),
    ];
    const together = configs.map((config, index): Files => [config.text, credentials[index]?.text ?? '']);
    const answers = askBotocore([...alone.map(({ files }) => files), ...together], folder);

    let accepted = 0;
    const counts = new Map<string, number>();
    for (const [index, { files, features }] of alone.entries()) {
      for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
      const answer = answers[index];
      if (answer) {
        accepted += 1;
        agree(readAsBotocore(files), answer, files);
      } else if (readAwsFiles({ config: files[0], credentials: files[1] }).problems.length === 0) {
        expect.fail(`botocore refuses what we find no fault in: ${JSON.stringify(files)}`);
      }
    }
    const togetherAccepted = together.filter((files, index) => {
      const answer = answers[alone.length + index];
      if (answer) agree(readAsBotocore(files), answer, files);
      return answer;
    });

    const byCount = [...counts].sort((one, other) => other[1] - one[1]);
    console.log(
      `botocore accepted ${accepted} of ${alone.length} files, and ${togetherAccepted.length} of ${together.length} pairs.\n` +
        `Files with: ${byCount.map(([feature, count]) => `${feature} ${count}`).join(', ')}.`,
    );
    expect(alone.length).toBeGreaterThanOrEqual(5_000);
    expect(accepted).toBeGreaterThanOrEqual(alone.length / 2);
  });

  it.each(['config', 'credentials'] as const)(
    'leaves it %s as it was but for our section',
    { timeout: patience },
    (file) => {
      const cases = sampleOf(file).flatMap(({ text }, index) => {
        const edit = edited(file, text, index);
        return edit === null ? [] : [{ before: filesWith(file, text), edit }];
      });
      const answers = askBotocore(
        cases.flatMap(({ before, edit }) => [before, edit.files]),
        folder,
      );
      let judged = 0;
      for (const [index, { edit }] of cases.entries()) {
        const before = answers[2 * index];
        const after = answers[2 * index + 1];
        if (!before) continue;
        judged += 1;
        if (!after) expect.fail(`botocore refuses it after our edit: ${JSON.stringify(cases[index])}`);
        agree(elsewhere(after, edit), elsewhere(before, edit), edit.files);
        if (edit.name === null) {
          expect(after.profiles[edit.written] ?? {}).not.toHaveProperty('keycutter_profile');
          continue;
        }
        const section = after.profiles[edit.name] ?? {};
        expect(section, JSON.stringify(edit)).toMatchObject(expectedIn(file));
        for (const stronger of ['role_arn', 'sso_session', 'aws_security_token']) {
          expect(section, JSON.stringify(edit)).not.toHaveProperty(stronger);
        }
      }
      console.log(
        `botocore accepted ${judged} ${file} files after an edit of ours, of ${judged} it accepted before.`,
      );
      expect(judged).toBeGreaterThan(filesOfEach / 3);
    },
  );

  it('takes our command lines apart as they were meant', () => {
    const commands = [
      command,
      ['/a b/k', '1'],
      ['/a;b #c/k', '1'],
      ["/it's/$x `y`/k", '1'],
      ['/a"b\\c/k', '1'],
    ];
    expect(splitByBotocore(commands.map(quoteCommand))).toEqual(commands);
  });
});

/** Through its own reading of the files, and `exec`. */
describe('beside the JavaScript SDK', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is read, run and taken as it was meant', async () => {
    const place = join(folder, "Ana's 팀 #1");
    const helper = join(place, 'keycutter-credentials');
    mkdirSync(place);
    writeFileSync(
      helper,
      `#!/bin/sh\nprintf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s","SessionToken":"t"}' "$1"\n`,
      { mode: 0o755 },
    );
    const write = (file: AwsFileName, text: ByteText, content: SectionContent) => {
      const written = writeSection(text, content, { takeOver: false });
      if (!written.ok) expect.fail(written.error.code);
      expect(managedIn(written.value)).toHaveLength(1);
      writeFileSync(join(place, file), Buffer.from(written.value, 'latin1'));
    };
    const name = 'team/a@x.y+z';
    write('config', '[default]\r\ns3 =\r\n  max = 1\r\n', {
      kind: 'process',
      name,
      profileId,
      region,
      command: [helper, profileId],
    });
    write('credentials', '[default]\naws_access_key_id = A', contentFor('credentials', 'copy'));
    vi.stubEnv('AWS_CONFIG_FILE', join(place, 'config'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(place, 'credentials'));

    const managed = new STSClient({ profile: name });
    expect(await managed.config.region()).toBe(region);
    expect(await managed.config.credentials()).toMatchObject({ accessKeyId: profileId, sessionToken: 't' });
    const copied = new STSClient({ profile: 'copy' });
    expect(await copied.config.credentials()).toMatchObject({
      accessKeyId: 'ASIAEXAMPLE000000000',
      secretAccessKey: 'secret/+value',
      sessionToken: 'token==',
    });
  });
});
