// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { renderWindow } from '../testing/render-window.tsx';
import { emptySnapshot } from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });

async function openTool(tool: 'aws-vault' | 'Leapp') {
  const view = await renderWindow(emptySnapshot);
  await act(async () => view.app.navigation.set({ kind: 'import' }));
  await view.user.click(await screen.findByRole('radio', { name: tool }));
  await screen.findByRole('heading', { name: `Import from ${tool}` });
  return view;
}

describe('importing from another tool', () => {
  it('reads nothing before the person says so, having said what may be asked', async () => {
    const { fake, user } = await openTool('Leapp');
    expect(screen.getByText(/your desktop may ask for a password/)).toBeDefined();
    expect(fake.callsTo('otherTools.preview')).toHaveLength(0);
    await user.click(button('Read from Leapp'));
    expect(fake.callsTo('otherTools.preview')[0]?.input).toEqual({ tool: 'leapp' });
  });

  it('takes what is ticked, and says what can’t be taken', async () => {
    const { fake, user } = await openTool('aws-vault');
    await user.click(button('Read from aws-vault'));
    expect(await screen.findByText('In Secret Service: awsvault')).toBeDefined();
    expect(screen.queryByRole('checkbox', { name: 'Import old' })).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Import work-admin' }));
    await user.click(button('Import 1'));
    expect(fake.callsTo('otherTools.import')[0]?.input).toEqual({ tool: 'aws-vault', ids: ['e1'] });
    expect(await screen.findByText('1 access key imported')).toBeDefined();
  });

  it('says that there is nothing, or why it could not be read', async () => {
    const { fake, user } = await openTool('aws-vault');
    fake.answer('otherTools', 'preview', () => fail(appError('keychain-locked')));
    await user.click(button('Read from aws-vault'));
    expect(await screen.findByText(/keychain is locked/)).toBeDefined();
    fake.answer('otherTools', 'preview', ({ tool }) => succeed({ tool, place: null, entries: [] }));
    await user.click(button('Read from aws-vault'));
    expect(await screen.findByText('aws-vault keeps nothing on this machine')).toBeDefined();
  });
});
