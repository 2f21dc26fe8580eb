import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window.tsx';
import { busySnapshot, sampleSettings, sampleStatus } from '../testing/sample-snapshot.ts';

const inKorean = { ...sampleStatus, language: 'ko' } as const;

describe('the language of the window', () => {
  it('is what main says, in all that is drawn and in what the page says of itself', async () => {
    await renderWindow((now) => ({ ...busySnapshot(now), status: inKorean }));
    expect(screen.getByRole('button', { name: 'staging-deploy 수임' })).toBeDefined();
    expect(document.documentElement.lang).toBe('ko');
  });

  it('changes at once, and keeps the form that is being filled in', async () => {
    const { app, fake, user } = await renderWindow(busySnapshot);
    await act(async () => app.navigation.set({ kind: 'editor', target: { kind: 'new' } }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'half-typed');
    await user.type(screen.getByRole('textbox', { name: /^Role ARN/ }), 'arn:aws:iam::1');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Duration' }).value).toBe('1 h');

    await act(async () => fake.publish({ status: inKorean }));
    expect(screen.getByRole('heading', { name: '새 프로필' })).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: '이름' }).value).toBe('half-typed');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^역할 ARN/ }).value).toBe('arn:aws:iam::1');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: '세션 기간' }).value).toBe('1시간');
    expect(document.documentElement.lang).toBe('ko');

    await act(async () => fake.publish({ status: sampleStatus }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('half-typed');
    expect(document.documentElement.lang).toBe('en');
  });

  it('is chosen in the settings, where each language has its own name', async () => {
    const { app, fake, user } = await renderWindow((now) => ({ ...busySnapshot(now), status: inKorean }));
    await act(async () => app.navigation.set({ kind: 'settings' }));
    const choice = await screen.findByRole('group', { name: '언어(Language)' });
    expect(choice.textContent).toBe('시스템English한국어');
    await user.click(screen.getByRole('radio', { name: 'English' }));
    expect(fake.callsTo('settings.save').map(({ input }) => input)).toEqual([
      { ...sampleSettings, language: 'en' },
    ]);
  });

  it('reads and writes durations in both', async () => {
    const { app, user } = await renderWindow((now) => ({ ...busySnapshot(now), status: inKorean }));
    await act(async () => app.navigation.set({ kind: 'editor', target: { kind: 'new' } }));
    const duration = await screen.findByRole<HTMLInputElement>('textbox', { name: '세션 기간' });
    await user.clear(duration);
    await user.type(duration, '4시간 30분');
    await user.tab();
    expect(duration.value).toBe('4시간 30분');
    await user.clear(duration);
    await user.type(duration, '2h');
    expect(duration.value).toBe('2h');
    await user.tab();
    expect(duration.value).toBe('2시간');
  });
});
