import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { adaArn } from './contract-account.ts';
import { JavaScriptClients, refusalOf } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients();

function outcomes() {
  return aws.simulator.calls.map((call) => call.outcome);
}

describe('a scripted fault', () => {
  it('is met once, and only then', async () => {
    aws.simulator.faults.next({ kind: 'throttling' });
    expect(await refusalOf(aws.identity())).toEqual({
      code: 'Throttling',
      status: 400,
      message: 'Rate exceeded',
    });
    await aws.identity();
  });

  it('is met as often as scripted, in turn', async () => {
    aws.simulator.faults.next({ kind: 'server-error' }, { times: 2 });
    aws.simulator.faults.next({ kind: 'server-error', status: 503 });
    expect(await refusalOf(aws.identity())).toMatchObject({ code: 'InternalFailure', status: 500 });
    expect(await refusalOf(aws.identity())).toMatchObject({ code: 'InternalFailure', status: 500 });
    expect(await refusalOf(aws.identity())).toMatchObject({ code: 'ServiceUnavailable', status: 503 });
    await aws.identity();
  });

  it('is met until cleared', async () => {
    aws.simulator.faults.next({ kind: 'throttling' }, { times: Number.POSITIVE_INFINITY });
    for (let count = 0; count < 3; count += 1) {
      expect((await refusalOf(aws.identity())).code).toBe('Throttling');
    }
    aws.simulator.faults.clear();
    await aws.identity();
  });

  it('waits for its action', async () => {
    aws.simulator.faults.next({ kind: 'throttling' }, { action: 'AssumeRole' });
    await aws.identity();
    expect((await refusalOf(aws.assume('short'))).code).toBe('Throttling');
    await aws.assume('short');
  });

  it('is any error of AWS, whoever asks', async () => {
    const error = { status: 400, code: 'IDPCommunicationError', message: 'Try <again>' };
    aws.simulator.faults.next({ kind: 'error', ...error });
    expect(await refusalOf(aws.identity())).toMatchObject({ message: 'Try <again>', status: 400 });
  });

  it('is what the SDK retries', async () => {
    aws.simulator.faults.next({ kind: 'server-error', status: 503 });
    aws.simulator.faults.next({ kind: 'drop' });
    const client = aws.sts(undefined, { maxAttempts: 3 });
    expect((await client.send(new GetCallerIdentityCommand({}))).Arn).toBe(adaArn);
    expect(outcomes()).toEqual(['ServiceUnavailable', 'dropped', 'succeeded']);
  });
});

describe('a held request', () => {
  it('is answered when a delay is released, by the rules of that moment', async () => {
    const delay = aws.simulator.faults.next({ kind: 'delay' });
    const call = aws.identity();
    await delay.met;
    expect(outcomes()).toEqual(['held']);
    expect((await aws.identity()).Arn).toBe(adaArn);
    delay.release();
    expect((await call).Arn).toBe(adaArn);
    expect(outcomes()).toEqual(['succeeded', 'succeeded']);
  });

  it('is cut off when a hang is released', async () => {
    const hang = aws.simulator.faults.next({ kind: 'hang' });
    const failure = refusalOf(aws.identity());
    await hang.met;
    hang.release();
    expect(await failure).toMatchObject({
      status: undefined,
      message: expect.stringMatching(/socket|ECONNRESET/),
    });
    expect(outcomes()).toEqual(['dropped']);
  });

  it('may be given up by its client', async () => {
    const hang = aws.simulator.faults.next({ kind: 'hang' });
    const abort = new AbortController();
    const call = aws.sts().send(new GetCallerIdentityCommand({}), { abortSignal: abort.signal });
    await hang.met;
    abort.abort();
    await expect(call).rejects.toThrow(/abort/i);
    hang.release();
    await aws.identity();
  });

  it('does not keep the simulator from closing', async () => {
    const hang = aws.simulator.faults.next({ kind: 'hang' }, { times: 2 });
    const failures = [refusalOf(aws.identity()), refusalOf(aws.identity())];
    await hang.met;
    await aws.simulator.close();
    for (const failure of failures) {
      expect((await failure).status).toBeUndefined();
    }
  });
});
