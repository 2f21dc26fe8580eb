import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { clientEnvironment, hasAwsCli, runProgram } from './support/aws-clients.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';

/** `aws configure set` reads a file, thinks, and writes it back in place, with no lock: beside it our own writer. */

const turns = 30;
/**
 * The aim is a second. That much more, because two cores are shared with everything else that runs here, the AWS CLI
 * itself among it; the worst is printed.
 */
const longestLoss = 8_000;

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;

test.beforeAll(async () => {
  desktop = await startDesktop();
  aws = await startAws();
});

test.afterAll(async () => {
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

const files = ['config', 'credentials'] as const;
type AwsFile = (typeof files)[number];

/** What the AWS CLI changes: by turns in one file and the other, a value that is there already. */
const sets = Array.from({ length: turns }, (_, turn) =>
  turn % 2 === 0
    ? ({ file: 'config', name: `set-${turn}`, header: `[profile set-${turn}]`, key: 'region' } as const)
    : ({
        file: 'credentials',
        name: `set-${turn}`,
        header: `[set-${turn}]`,
        key: 'aws_access_key_id',
      } as const),
);
const wasSet = (file: AwsFile, value: string) =>
  sets
    .filter((set) => set.file === file)
    .map(({ header, key }) => `${header}\n${key} = ${value}\n`)
    .join('\n');
/** The longer the file, the longer the AWS CLI thinks, and the oftener both meet. */
const long = '# A line of somebody who writes much into these files.\n'.repeat(2_000);
const contents = (value: string): Readonly<Record<AwsFile, string>> => ({
  config: `# My settings\n[default]\nregion = eu-west-1\n\n${long}[profile other]\n  # odd, but mine\n  region=eu-west-2\n${wasSet('config', value)}`,
  credentials: `; My keys\n[other]\naws_access_key_id = AKIAOTHER22222222222\n${long}${wasSet('credentials', value)}`,
});

test('30 values set while Keycutter writes: none is lost, and what is lost of ours comes back', async () => {
  test.skip(!hasAwsCli(), 'the AWS CLI is not installed');
  test.setTimeout(6 * 60_000);
  const folder = join(desktop.home, '.aws');
  mkdirSync(folder);
  const path = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
  for (const file of files) writeFileSync(path[file], contents('before')[file]);

  keycutter = await RunningKeycutter.start(desktop, { aws });
  const page = await keycutter.window();
  const profileId = await givenProfile(page, 'managed', recipe(await givenKey(page)));
  await writeSection(page, profileId, 'kept', 'process');
  await writeSection(page, profileId, 'kept-static', 'static');
  await refresh(page, profileId);

  // Ours: one section that stays, one that comes and goes, and static keys that change with each renewal.
  let accessKeyId = await refresh(page, profileId);
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await writeSection(page, profileId, 'comes-and-goes', 'process');
      accessKeyId = await refresh(page, profileId);
      await removeSection(page, 'comes-and-goes');
      accessKeyId = await refresh(page, profileId);
    }
  })();
  const watched = [
    new Loss(() => readFileSync(path.config, 'utf8').includes(`\nkeycutter_profile = ${profileId}\n`)),
    new Loss(() => readFileSync(path.credentials, 'utf8').includes('[kept-static]\n')),
    new Loss(() => readFileSync(path.credentials, 'utf8').includes(`= ${accessKeyId}\n`)),
  ];
  const looking = setInterval(() => {
    for (const loss of watched) loss.look();
  }, 5);

  const env = clientEnvironment(desktop, aws.url);
  for (const { name, key } of sets) {
    const set = ['configure', 'set', key, 'after', '--profile', name];
    expect(await runProgram('aws', set, env)).toEqual({ code: 0, out: '', err: '' });
  }
  writing = false;
  await writer;
  const isWhole = async () => {
    for (const loss of watched) loss.look();
    return watched.every((loss) => !loss.isLost);
  };
  await until('ours is there', isWhole, 30_000);
  clearInterval(looking);

  const [section, staticSection, staticKeys] = watched.map(({ worst, count }) => ({ worst, count }));
  console.log(
    [
      `Beside ${turns} runs of aws configure set, ${aws.calls.length} renewals:`,
      `the managed section was gone ${said(section)},`,
      `the static one ${said(staticSection)};`,
      `the file had other keys than the session ${said(staticKeys)}.`,
    ].join(' '),
  );
  for (const { worst } of watched) expect(worst).toBeLessThan(longestLoss);

  const text = {
    config: readFileSync(path.config, 'utf8'),
    credentials: readFileSync(path.credentials, 'utf8'),
  };
  for (const { file, header, key } of sets) {
    expect(text[file].includes(`${header}\n${key} = after\n`), `${header} was set`).toBe(true);
  }
  for (const file of files) {
    expect(text[file].startsWith(contents('after')[file]), `${file} is otherwise as it was`).toBe(true);
  }
  expect(text.config.match(/^\[profile kept\]$/gm)).toHaveLength(1);
  expect(text.credentials.match(/^\[kept-static\]$/gm)).toHaveLength(1);
  expect(text.config.includes('comes-and-goes')).toBe(false);
  const { awsFiles } = await keycutter.snapshot();
  expect(awsFiles.managed.map(({ section: { name }, problem }) => [name, problem])).toEqual([
    ['kept', null],
    ['kept-static', null],
  ]);
  const cliReads = await runProgram('aws', ['--profile', 'kept', 'sts', 'get-caller-identity'], env);
  expect(cliReads).toMatchObject({ code: 0, err: '' });
});

/** How often something was not there when looked at, and for how long at the worst, ms. */
class Loss {
  readonly #isThere: () => boolean;
  #since: number | null = null;
  worst = 0;
  count = 0;

  constructor(isThere: () => boolean) {
    this.#isThere = isThere;
  }

  get isLost(): boolean {
    return this.#since !== null;
  }

  look(): void {
    const now = performance.now();
    const isThere = this.#isThere();
    if (this.#since !== null) this.worst = Math.max(this.worst, now - this.#since);
    if (isThere) {
      this.#since = null;
    } else if (this.#since === null) {
      this.#since = now;
      this.count += 1;
    }
  }
}

function said(loss: { readonly worst: number; readonly count: number } | undefined): string {
  return `${loss?.count} times, for ${Math.round(loss?.worst ?? 0)} ms at the worst`;
}

async function writeSection(page: Page, profileId: string, name: string, kind: 'process' | 'static') {
  const input = { profileId, name, kind, takeOver: false } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), input));
}

async function removeSection(page: Page, name: string) {
  const input = { name, kind: 'process' } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.removeSection(given), input));
}

/** Answers with the new session's access key id. */
async function refresh(page: Page, profileId: string): Promise<string> {
  const refreshed = answerOf(
    await page.evaluate((id) => window.keycutter.sessions.refresh({ profileId: id }), profileId),
  );
  return refreshed.accessKeyId ?? '';
}
