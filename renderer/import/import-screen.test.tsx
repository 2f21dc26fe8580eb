// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImportEntry, ImportNoteCode, ImportPreview } from '../../shared/aws-files-views.ts';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { LivelyApi } from '../testing/lively-api.ts';
import { sampleEntry, samplePreview } from '../testing/lively-aws-files.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { emptySnapshot, sampleAwsFiles } from '../testing/sample-snapshot.ts';
import { en } from '../text/text.ts';
import { becomesText, importGroups } from './import-list.ts';

const button = (name: string) => screen.getByRole('button', { name });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: `Import ${name}` });

async function openImport(prepare: (fake: LivelyApi) => void = () => undefined) {
  const view = await renderWindow(emptySnapshot);
  prepare(view.fake);
  await act(async () => view.app.navigation.set({ kind: 'import' }));
  await screen.findByRole('heading', { name: 'Import from ~/.aws' });
  return view;
}

const previewOf = (part: Partial<ImportPreview>) => (fake: LivelyApi) =>
  fake.answer('awsFiles', 'preview', () => succeed({ ...samplePreview, ...part }));

describe('importing', () => {
  it('is reached from the first start', async () => {
    const { user } = await renderWindow(emptySnapshot);
    await user.click(button('Import from ~/.aws'));
    expect(await screen.findByRole('heading', { name: 'Import from ~/.aws' })).toBeDefined();
  });

  it('lists what each section becomes, the new and changed ones ticked', async () => {
    await openImport();
    expect(box('default').checked && box('prod').checked && box('staging').checked).toBe(true);
    expect(screen.queryByRole('checkbox', { name: 'Import audit' })).toBeNull();
    const unusable = within(screen.getByRole('list', { name: 'Can’t be used' }));
    expect(unusable.getByText('Its sources lead in a circle: loop, other, loop.')).toBeDefined();
    expect(screen.getByRole('listitem', { name: 'prod' }).textContent).toContain(
      'ReadOnly · 4210-9876-5432 · key of default · eu-central-1',
    );
    expect(screen.getByText(/Nothing in these files is changed/)).toBeDefined();
  });

  it('takes what is ticked, of the state of the files that was shown', async () => {
    const { fake, user } = await openImport();
    await user.click(box('staging'));
    await user.click(button('Import 2'));
    expect(fake.callsTo('awsFiles.import')[0]?.input).toEqual({
      digest: 'd1',
      sections: ['default', 'prod'],
    });
    expect(await screen.findByText('1 profile and 1 access key imported')).toBeDefined();
    await user.click(button('Show profiles'));
    expect(screen.getByRole('listitem', { name: 'prod' })).toBeDefined();
  });

  it('chooses all or none of a group, and imports nothing where nothing is chosen', async () => {
    const { fake, user } = await openImport();
    await user.click(button('Choose none: New'));
    await user.click(box('staging'));
    expect(box('prod').checked).toBe(false);
    await user.click(button('Import'));
    expect(fake.callsTo('awsFiles.import')).toHaveLength(0);
    await user.click(button('Choose all: New'));
    expect(button('Import 2')).toBeDefined();
  });

  it('reads again when the files changed meanwhile, and keeps what was unticked', async () => {
    const { fake, user } = await openImport();
    await user.click(box('staging'));
    fake.answer('awsFiles', 'import', () => fail(appError('import-outdated')));
    const entries = [...samplePreview.entries, sampleEntry('fresh')];
    previewOf({ digest: 'd2', entries })(fake);
    await user.click(button('Import 2'));
    expect(await screen.findByText(/files changed since they were listed/)).toBeDefined();
    expect(box('fresh').checked).toBe(true);
    expect(box('staging').checked).toBe(false);
    await user.click(button('Import 3'));
    expect(fake.callsTo('awsFiles.import')[1]?.input).toMatchObject({ digest: 'd2' });
  });

  it('can be cancelled while it runs', async () => {
    const { fake, user } = await openImport();
    fake.answer('awsFiles', 'import', () => new Promise(() => undefined));
    await user.click(button('Import 3'));
    expect(box('prod').disabled).toBe(true);
    await user.click(button('Cancel'));
    const [running] = fake.callsTo('awsFiles.import');
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({ callId: running?.callId });
  });

  it('names what could not be imported, and the keys still in clear text', async () => {
    const { fake, user } = await openImport();
    fake.answer('awsFiles', 'import', () =>
      succeed({ profiles: 2, accessKeys: 0, failed: [{ name: 'prod', error: appError('keychain-locked') }] }),
    );
    const plaintextKeys = [{ section: 'default', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }];
    act(() => fake.publish({ awsFiles: { ...sampleAwsFiles, plaintextKeys } }));
    await user.click(button('Import 3'));
    expect(await screen.findByText('2 profiles imported')).toBeDefined();
    expect(
      within(screen.getByRole('listitem', { name: 'prod' })).getByText(/keychain is locked/),
    ).toBeDefined();
    await user.click(button('Review'));
    expect(await screen.findByRole('heading', { name: 'In clear text in ~/.aws/credentials' })).toBeDefined();
  });

  it('says which lines were passed over', async () => {
    await openImport(
      previewOf({ problems: [{ file: 'config', line: 14, code: 'no-separator', subject: 'region' }] }),
    );
    expect(screen.getByText('1 line was passed over')).toBeDefined();
    expect(screen.getByText('config, line 14')).toBeDefined();
  });

  it('finds a section in a long list', async () => {
    const entries = Array.from({ length: 500 }, (_, index) => sampleEntry(`service-${index}`));
    const { user } = await openImport(previewOf({ entries }));
    const search = screen.getByRole('searchbox', { name: 'Find a section' });
    await user.type(search, 'service-499');
    expect(screen.getAllByRole('checkbox')).toHaveLength(1);
    await user.type(search, 'x');
    expect(screen.getByText('No section matches “service-499x”')).toBeDefined();
    // A search narrows what is seen, not what is imported.
    expect(button('Import 500')).toBeDefined();
  }, 60_000);

  it('says that there is nothing, or why the files cannot be read, and reads again', async () => {
    const { fake, user } = await openImport((api) =>
      api.answer('awsFiles', 'preview', () =>
        fail(appError('aws-file-unreadable', { path: '~/.aws/config' })),
      ),
    );
    expect(await screen.findByText(/config could not be read/)).toBeDefined();
    previewOf({ entries: [] })(fake);
    await user.click(button('Retry'));
    expect(await screen.findByText('Nothing to import')).toBeDefined();
    previewOf({})(fake);
    await user.click(button('Read again'));
    await waitFor(() => expect(box('prod').checked).toBe(true));
  });
});

describe('importGroups', () => {
  it('searches names, roles, accounts with and without dashes, and key ids', () => {
    const found = (query: string) =>
      importGroups(samplePreview.entries, query, en).flatMap((group) =>
        group.entries.map(({ name }) => name),
      );
    expect(found('audit')).toEqual(['audit']);
    expect(found('4210-9876 prod')).toEqual(['prod']);
    expect(found('421098765432 stag')).toEqual(['staging']);
    expect(found('akiaiosf default')).toContain('default');
    expect(found('nothing')).toEqual([]);
  });
});

describe('what an entry becomes', () => {
  it.each<[Partial<ImportEntry>, string]>([
    [{}, 'ReadOnly · 4210-9876-5432 · key of default · eu-central-1'],
    [{ accessKeyId: null, source: 'base' }, 'ReadOnly · 4210-9876-5432 · through base · eu-central-1'],
    [
      { becomes: 'identity-center', roleArn: null, accessKeyId: null, source: null, about: '4210 / Admin' },
      'Identity Center · 4210 / Admin · eu-central-1',
    ],
    [
      { becomes: 'credential-process', roleArn: null, accessKeyId: null, source: null },
      'Credentials from a command · eu-central-1',
    ],
  ])('%j', (part, words) => {
    expect(becomesText(sampleEntry('prod', part), en)).toBe(words);
  });

  it('names the command that would run, whole', async () => {
    const commands = ['/usr/local/bin/creds --for "prod account"'];
    await openImport(
      previewOf({ entries: [sampleEntry('prod', { becomes: 'credential-process', commands })] }),
    );
    expect(screen.getByText(commands[0] ?? '')).toBeDefined();
  });
});

describe('the words of a note', () => {
  it.each<[ImportNoteCode, Readonly<Record<string, string>>, string]>([
    ['partial-keys', { section: 'base' }, 'Only one half of the access key of “base” is there.'],
    ['duration-capped', { value: '43200' }, 'The file asks for 12 h; AWS gives an hour at most here.'],
    ['source-unusable', { section: 'base' }, 'Its source “base” can’t be used.'],
    ['no-credentials', { section: 'own' }, 'It names no credentials.'],
    ['value-refused', { key: 'region', reason: 'A Region code' }, '“region” is not accepted: A Region code.'],
    ['name-taken', { value: 'prod 2' }, 'The name is taken; it becomes “prod 2”.'],
    ['source-missing', { section: 'base' }, 'Its source_profile “base” is not there.'],
  ])('%s with %j', (code, params, words) => {
    expect(en.importNote(code, params, 'own')).toBe(words);
  });
});
