import { expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { StsCaller, StsGateway } from '../core/aws-ports.ts';
import { lazyGateway } from './lazy-gateway.ts';

const caller: StsCaller = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('secret') },
  region: 'eu-central-1',
  endpointUrl: null,
};
type Gateway = Pick<StsGateway, 'getSessionToken' | 'getCallerIdentity'>;
const denied = { result: fail(appError('cancelled')), awsTime: 1 };

it('loads the gateway once, at the first call, and passes on what it answers', async () => {
  const asked: string[] = [];
  const loaded: Gateway = {
    getSessionToken: async () => denied,
    getCallerIdentity: async ({ region }) => {
      asked.push(region);
      return denied;
    },
  };
  let loads = 0;
  const methods = { getSessionToken: true, getCallerIdentity: true } as const;
  const gateway = lazyGateway<Gateway>(methods, async () => {
    loads += 1;
    return loaded;
  });
  expect(loads).toBe(0);

  const { signal } = new AbortController();
  const answers = await Promise.all([
    gateway.getCallerIdentity(caller, signal),
    gateway.getCallerIdentity({ ...caller, region: 'us-east-1' }, signal),
  ]);

  expect(answers).toEqual([denied, denied]);
  expect(asked).toEqual(['eu-central-1', 'us-east-1']);
  expect(loads).toBe(1);
});
