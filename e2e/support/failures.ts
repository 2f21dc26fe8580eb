import { expect, type Page } from '@playwright/test';
import { explain } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import { en } from '../../shared/words/en/index.ts';
import { until } from '../desktop/index.ts';
import type { RunningKeycutter } from './running-keycutter.ts';
import { row } from './steps.ts';

/** The failure that a profile's session ended up with. */
export function failureOf(
  keycutter: RunningKeycutter,
  profileId: string,
  timeout = 15_000,
): Promise<AppError> {
  const failure = async () => {
    const { sessions } = await keycutter.snapshot();
    const session = sessions.find((candidate) => candidate.profileId === profileId);
    return session?.state === 'failed' ? (session.error ?? undefined) : undefined;
  };
  return until('the session has failed', failure, timeout);
}

/** What happened and what to do stand in the row, and the way to try again. */
export async function expectFailure(page: Page, name: string, error: AppError): Promise<void> {
  const { what, next } = explain(error, en);
  await expect(row(page, name)).toContainText(what);
  await expect(row(page, name)).toContainText(next);
  await expect(page.getByRole('button', { name: `Retry ${name}` })).toBeVisible();
}
