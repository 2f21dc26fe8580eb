// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { renderWindow } from '../testing/render-window.tsx';
import {
  busySnapshot,
  emptySnapshot,
  sampleAwsFiles,
  sampleKey,
  sampleStatus,
} from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });

describe('notices', () => {
  it('says that the keychain is locked, and unlocks it; the wait can be cancelled', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: { ...emptySnapshot().status, keychain: 'locked' },
    }));
    fake.answer('keychain', 'unlock', () => new Promise(() => undefined));
    expect(screen.getByText('Keychain locked')).toBeDefined();
    await user.click(button('Unlock keychain'));
    const [unlock] = fake.callsTo('keychain.unlock');
    await user.click(button('Cancel'));
    expect(fake.callsTo('calls.cancel')[0]?.input).toEqual({ callId: unlock?.callId });
  });

  it('starts over with a changed keychain only after asking', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: { ...emptySnapshot().status, keychain: 'changed' },
    }));
    await user.click(button('Start over'));
    const dialog = await screen.findByRole('alertdialog');
    expect(fake.callsTo('keychain.startOver')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Start over' }));
    expect(fake.callsTo('keychain.startOver')).toHaveLength(1);
  });

  it('keeps a notice until it is dismissed', async () => {
    const { user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: {
        ...emptySnapshot().status,
        notices: [
          { id: 'n1', error: appError('storage-corrupt', { what: 'The settings file', keptAt: 'x' }) },
        ],
      },
    }));
    expect(screen.getByText('The settings file could not be read.')).toBeDefined();
    await user.click(button('Dismiss'));
    expect(screen.queryByText('The settings file could not be read.')).toBeNull();
  });

  it('offers what another program brought to ~/.aws, until it is reviewed or put away', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      awsFiles: { ...sampleAwsFiles, offer: { new: 2, changed: 1 } },
    }));
    expect(screen.getByText('~/.aws/config changed')).toBeDefined();
    expect(screen.getByText('2 new sections, 1 changed')).toBeDefined();
    await user.click(button('Dismiss'));
    expect(fake.callsTo('awsFiles.dismissOffer')).toHaveLength(1);
    expect(screen.queryByText('~/.aws/config changed')).toBeNull();
    act(() => fake.publish({ awsFiles: { ...sampleAwsFiles, offer: { new: 1, changed: 0 } } }));
    await user.click(button('Review'));
    expect(await screen.findByRole('heading', { name: 'Import from ~/.aws' })).toBeDefined();
  });

  it('tells of keys in clear text until that is put away; then of other ones', async () => {
    const plaintextKeys = [{ section: 'default', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }];
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      awsFiles: { ...sampleAwsFiles, plaintextKeys },
    }));
    await user.click(button('Dismiss'));
    expect(screen.queryByText('A long-term key is in clear text')).toBeNull();
    const other = { section: 'other', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
    act(() => fake.publish({ awsFiles: { ...sampleAwsFiles, plaintextKeys: [...plaintextKeys, other] } }));
    expect(screen.getByText('2 long-term keys are in clear text')).toBeDefined();
  });

  it('leaves ~/.aws to the first start’s own offer until there is a key or a profile', async () => {
    const awsFiles = {
      ...sampleAwsFiles,
      offer: { new: 2, changed: 0 },
      plaintextKeys: [{ section: 'default', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    };
    const { fake } = await renderWindow(() => ({ ...emptySnapshot(), awsFiles }));
    expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull();
    act(() => fake.publish({ accessKeys: [sampleKey('k1', 'work')] }));
    expect(screen.getByText('~/.aws/config changed')).toBeDefined();
    expect(screen.getByText('A long-term key is in clear text')).toBeDefined();
  });

  it('shows what the desktop could not, leads to its row, and is put away by its id', async () => {
    const { fake, user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      status: {
        ...sampleStatus,
        reminders: [
          { id: 'r1', title: 'billing ends soon', body: 'It does not renew.', profileId: 'p6' },
          { id: 'r2', title: '3 sessions ended', body: 'Overnight.', profileId: null },
        ],
      },
    }));
    expect(screen.getByText('billing ends soon')).toBeDefined();
    expect(screen.getByText('It does not renew.')).toBeDefined();
    // Only what is about one profile has a row to show.
    await user.click(button('Show it'));
    await waitFor(() => expect(document.activeElement).toBe(button('Assume billing')));
    const [, second] = screen.getAllByRole('button', { name: 'Dismiss' });
    await user.click(second as HTMLElement);
    expect(fake.callsTo('notices.dismiss').map(({ input }) => input)).toEqual([{ id: 'r2' }]);
  });
});
