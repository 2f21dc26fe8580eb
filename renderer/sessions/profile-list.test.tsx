// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleProfile } from '../testing/sample-snapshot.ts';

const button = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => screen.getByRole('listitem', { name });

describe('the list', () => {
  it('draws a window of rows of 5,000 profiles', async () => {
    await renderWindow((now) => ({
      ...busySnapshot(now),
      profiles: Array.from({ length: 5_000 }, (_, index) => sampleProfile(`m${index}`, `service-${index}`)),
    }));
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(60);
    // With the two headings, which are items of the list too.
    expect(rows[1]?.getAttribute('aria-setsize')).toBe('5002');
    expect(rows[1]?.getAttribute('aria-posinset')).toBe('2');
  });

  it('puts no more rows into the page for a key in the search than the window shows', async () => {
    const { user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [],
      profiles: Array.from({ length: 5_000 }, (_, index) => sampleProfile(`m${index}`, `service-${index}`)),
    }));
    const sizes: number[] = [];
    let added = 0;
    const count = (records: readonly MutationRecord[]) => {
      for (const { addedNodes } of records) added += addedNodes.length;
    };
    const observer = new MutationObserver(count);
    const list = screen.getByRole('list', { name: 'Profiles' });
    observer.observe(list, { childList: true });
    await user.click(screen.getByRole('searchbox'));
    for (const key of [...'service-49', '{Backspace}', '{Backspace}']) {
      added = 0;
      await user.keyboard(key);
      count(observer.takeRecords());
      expect(added, key).toBeLessThan(60);
      expect(screen.getAllByRole('listitem').length, key).toBeLessThan(60);
      sizes.push(Number(list.querySelector('[aria-setsize]')?.getAttribute('aria-setsize')));
    }
    expect(Math.min(...sizes), 'narrowed').toBeLessThan(200);
    expect(sizes.at(-1), 'and wide again').toBe(5_002);
  });

  it('keeps the keyboard where it is while thousands are scrolled by, and takes every Page Down', async () => {
    const { user } = await renderWindow((now) => ({
      ...busySnapshot(now),
      sessions: [],
      profiles: Array.from({ length: 5_000 }, (_, index) => sampleProfile(`m${index}`, `service-${index}`)),
    }));
    await user.type(screen.getByRole('searchbox'), '{ArrowDown}');
    expect(document.activeElement).toBe(button('Assume service-0'));
    const scroller = document.querySelector('.list-scroller');
    act(() => scroller?.scrollTo({ top: 100_000 }));
    expect(row('service-1925')).toBeDefined();
    expect(document.activeElement).toBe(button('Assume service-0'));
    for (let pressed = 0; pressed < 50; pressed += 1)
      fireEvent.keyDown(document.activeElement ?? document.body, { key: 'PageDown' });
    expect(document.activeElement).toBe(button('Assume service-400'));
  });

  it('finds by the words of a search and says when nothing matches', async () => {
    const { user } = await renderWindow(busySnapshot);
    const search = screen.getByRole('searchbox', { name: 'Find a profile, account or role' });
    await user.type(search, '9988 billing');
    expect(screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'))).toEqual([
      null,
      'billing',
    ]);
    await user.clear(search);
    await user.type(search, 'nonsense');
    expect(screen.getByText('Nothing matches “nonsense”')).toBeDefined();
    await user.click(button('Clear search'));
    expect(row('billing')).toBeDefined();
  });

  it('draws a name as text, whatever is in it', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await renderWindow((now) => ({ ...busySnapshot(now), profiles: [sampleProfile('h', name)] }));
    expect(row(name)).toBeDefined();
    expect(document.querySelector('img')).toBeNull();
  });

  it('redraws only the row whose session changed', async () => {
    const { fake } = await renderWindow(busySnapshot);
    const before = row('billing').innerHTML;
    const card = row('prod-readonly');
    act(() => fake.publish({ sessions: structuredClone(fake.snapshot().sessions) }));
    expect(row('prod-readonly')).toBe(card);
    expect(row('billing').innerHTML).toBe(before);
  });
});

describe('by keyboard only', () => {
  it('searches, assumes, and copies from the card that takes the row’s place', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    expect(document.activeElement?.getAttribute('type')).toBe('search');
    await user.keyboard('staging{ArrowDown}');
    expect(document.activeElement).toBe(button('Assume staging-deploy'));
    await user.keyboard('{Enter}');
    expect(fake.callsTo('sessions.assume')).toHaveLength(1);
    await act(async () => fake.finish());
    await waitFor(() => expect(document.activeElement).toBe(button('Copy staging-deploy for bash')));
    await user.keyboard('{Enter}');
    expect(fake.callsTo('sessions.copy')[0]?.input).toEqual({ profileId: 'p3', format: 'bash' });
  });

  it('moves between rows with the arrows, Home and End, and within a row sideways', async () => {
    const { user } = await renderWindow(busySnapshot);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(button('Copy prod-readonly for bash'));
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(button('Other formats for prod-readonly'));
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(button('Renew partner-b-deploy'));
    await user.keyboard('{End}');
    expect(document.activeElement?.closest('li')?.getAttribute('aria-label')).toBe('sandbox');
  });

  it.each(['.', '{ContextMenu}', '{Shift>}{F10}{/Shift}'])('opens the row’s menu with %s', async (keys) => {
    const { user } = await renderWindow(busySnapshot);
    await user.keyboard(`staging{ArrowDown}${keys}`);
    expect(await screen.findByRole('menu')).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  });

  it('goes back to the search with /; Escape clears it, then hides the panel', async () => {
    const { fake, user } = await renderWindow(busySnapshot);
    const search = screen.getByRole<HTMLInputElement>('searchbox');
    await user.keyboard('bill{ArrowDown}/');
    expect(document.activeElement).toBe(search);
    await user.keyboard('{Escape}');
    expect(search.value).toBe('');
    expect(fake.callsTo('panel.hide')).toHaveLength(0);
    await user.keyboard('{Escape}');
    expect(fake.callsTo('panel.hide')).toHaveLength(1);
  });

  it('has one row in the Tab order', async () => {
    await renderWindow(busySnapshot);
    const reachable = [...document.querySelectorAll<HTMLElement>('[data-row-button][tabindex="0"]')];
    expect(new Set(reachable.map((element) => element.closest('li')?.getAttribute('aria-label'))).size).toBe(
      1,
    );
  });
});
