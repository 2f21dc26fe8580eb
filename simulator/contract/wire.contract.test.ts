import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator.ts';
import { ada, contractAccount } from './contract-account.ts';
import { JavaScriptClients } from './testing/javascript-clients.ts';

const aws = new JavaScriptClients();

async function post(body: string, headers: Record<string, string> = {}, path = '/') {
  const response = await fetch(`${aws.simulator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const identityQuery = 'Action=GetCallerIdentity&Version=2011-06-15';

describe('an answer', () => {
  it("has AWS's headers and the simulator's time", async () => {
    aws.clock.advance(10 * 365 * 86_400_000);
    const { headers, text } = await post(identityQuery);
    expect(headers.get('date')).toBe(new Date(aws.clock.now()).toUTCString());
    const requestId = headers.get('x-amzn-requestid');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(text).toContain(`<RequestId>${requestId}</RequestId>`);
    expect(headers.get('content-type')).toBe('text/xml');
  });

  it("is AWS's error document when something is wrong", async () => {
    const { status, text } = await post(identityQuery);
    expect(status).toBe(403);
    expect(
      text.replace(/<RequestId>.*<\/RequestId>/, ''),
    ).toBe(`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>Sender</Type>
    <Code>MissingAuthenticationToken</Code>
    <Message>Request is missing Authentication Token</Message>
  </Error>
  
</ErrorResponse>
`);
  });
});

describe('what is not understood', () => {
  it.each([
    ['an unknown action', 'Action=DecodeAuthorizationMessage&Version=2011-06-15', '/'],
    ['an action of another version', 'Action=GetCallerIdentity&Version=2010-05-08', '/'],
    ['a version that is a property of objects', 'Action=GetCallerIdentity&Version=constructor', '/'],
    ['an action that is one', 'Action=toString&Version=2011-06-15', '/'],
    ['no version', 'Action=GetCallerIdentity', '/'],
    ['nothing', '', '/'],
    ['JSON', '{"TableName":"x"}', '/'],
    ['another path', identityQuery, '/other'],
    ['a query string', identityQuery, '/?x=%zz'],
  ])('gets InvalidAction: %s', async (_, body, path) => {
    const { status, text } = await post(body, {}, path);
    expect(status).toBe(400);
    expect(text).toContain('<Code>InvalidAction</Code>');
  });

  it('says which action it did not find', async () => {
    const { text } = await post('Action=<b>&Version=1');
    expect(text).toContain('<ErrorResponse xmlns="http://webservices.amazon.com/AWSFault/2005-15-09">');
    expect(text).toContain('<Message>Could not find operation &lt;b&gt; for version 1</Message>');
  });

  it('is any method but POST', async () => {
    const response = await fetch(`${aws.simulator.url}/?${identityQuery}`);
    expect(response.status).toBe(405);
  });

  it.each([
    'Bearer x',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=%, SignedHeaders=;, Signature=\u00e9',
  ])('is the Authorization %s', async (authorization) => {
    const { status } = await post(identityQuery, { authorization });
    expect(status).toBe(400);
  });

  it('is a body over the limit, and the next request is answered', async () => {
    const { status, text } = await post(`${identityQuery}&Policy=${'x'.repeat(600_000)}`);
    expect(status).toBe(413);
    expect(text).toContain('<Code>RequestEntityTooLarge</Code>');
    await aws.identity();
  });

  it('does not outlive a client that goes away half-way', async () => {
    const request = httpRequest(aws.simulator.url, { method: 'POST', headers: { 'content-length': '100' } });
    const closed = new Promise((resolve) => request.on('close', resolve));
    request.on('error', () => {});
    request.write('Action=', () => request.destroy());
    await closed;
    await aws.identity();
  });
});

describe('the simulator', () => {
  it('listens on 127.0.0.1 and no other address', async () => {
    const { url, port } = aws.simulator;
    expect(url).toBe(`http://127.0.0.1:${port}`);
    await expect(fetch(`http://127.0.0.2:${port}/`, { signal: AbortSignal.timeout(5000) })).rejects.toThrow();
  });

  it('says so when its port is taken', async () => {
    const { port, clock } = aws.simulator;
    await expect(startSimulator({ account: contractAccount, clock, port })).rejects.toThrow('EADDRINUSE');
  });

  it('remembers calls, and none of their secrets', async () => {
    const keys = await aws.assumed('short', aws.mfa());
    await aws.identity(keys);
    await post('Action=Nothing');
    expect(aws.simulator.calls).toEqual([
      {
        action: 'AssumeRole',
        at: aws.clock.now(),
        accessKeyId: ada.accessKeyId,
        roleArn: 'arn:aws:iam::222222222222:role/short',
        outcome: 'succeeded',
      },
      expect.objectContaining({ action: 'GetCallerIdentity', accessKeyId: keys.accessKeyId, roleArn: null }),
      expect.objectContaining({ action: 'Nothing', accessKeyId: null, outcome: 'InvalidAction' }),
    ]);
    const log = JSON.stringify(aws.simulator.calls);
    for (const secret of [
      keys.secretAccessKey,
      keys.sessionToken,
      ada.secretAccessKey,
      aws.mfa().TokenCode,
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});
