import { expect } from '@playwright/test';
import { askWhoByCli, clientEnvironment, hasAwsCli } from './aws-clients.ts';
import { runInstalled } from './doors.ts';
import { aws, desktop, keycutter } from './fresh.ts';

/**
 * `keycutter exec PROFILE -- aws …`: AWS takes the AWS CLI for this ARN. Where it is not installed a line says so, and
 * nothing is expected.
 */
export async function expectThroughExec(profile: string, arn: RegExp): Promise<void> {
  if (!hasAwsCli()) return;
  const words = ['exec', profile, '--', 'aws', ...askWhoByCli];
  const env = clientEnvironment(desktop, aws.url);
  const { code, out, err } = await runInstalled(keycutter, 'keycutter', words, { env });
  expect(code, err).toBe(0);
  expect(out.trim()).toMatch(arn);
}
