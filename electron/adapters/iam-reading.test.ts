import { afterEach, describe, expect, it } from 'vitest';
import { SdkIamGateway } from './iam-gateway.ts';
import { caller, closeServers, kept, never, plain } from './testing/agreeable-sts.ts';
import { httpServer } from './testing/local-servers.ts';

/** A role's maximum and a user's devices: what goes over the wire, and what comes of it. */

afterEach(closeServers);

const gateway = new SdkIamGateway({ network: () => plain });

/** An IAM that answers in this order, and what it was asked. */
async function iam(
  ...answers: readonly (string | readonly [status: number, code: string, message: string])[]
) {
  const received: Readonly<Record<string, string>>[] = [];
  const { port } = await kept(
    httpServer(async (incoming, response) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      const answer = answers[received.length] ?? '';
      received.push(Object.fromEntries(new URLSearchParams(body)));
      if (typeof answer === 'string') return response.end(answer);
      const [status, code, message] = answer;
      response.statusCode = status;
      return response.end(
        `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    }),
  );
  return { received, as: caller(`http://127.0.0.1:${port}`) };
}

const version = '2010-05-08';
const role = (inner: string) =>
  `<GetRoleResponse><GetRoleResult><Role><Path>/</Path><Arn>arn:aws:iam::1:role/r</Arn><RoleName>r</RoleName><RoleId>AROA</RoleId><CreateDate>2026-01-01T00:00:00Z</CreateDate>${inner}</Role></GetRoleResult></GetRoleResponse>`;
const devices = (serials: readonly string[], more: string) =>
  `<ListMFADevicesResponse><ListMFADevicesResult><MFADevices>${serials
    .map((serial) => `<member><SerialNumber>${serial}</SerialNumber><UserName>ada</UserName></member>`)
    .join('')}</MFADevices>${more}</ListMFADevicesResult></ListMFADevicesResponse>`;

describe('a role’s maximum', () => {
  it('is read', async () => {
    const { received, as } = await iam(role('<MaxSessionDuration>14400</MaxSessionDuration>'), role(''));
    expect((await gateway.maxSessionDuration(as, 'r', never())).result).toEqual({ ok: true, value: 14_400 });
    expect(received[0]).toEqual({ Action: 'GetRole', Version: version, RoleName: 'r' });
    expect((await gateway.maxSessionDuration(as, 'r', never())).result).toMatchObject({
      error: { code: 'iam-unknown' },
    });
  });

  it('is set, and nothing else of the role', async () => {
    const { received, as } = await iam('<UpdateRoleResponse><UpdateRoleResult/></UpdateRoleResponse>');
    expect((await gateway.setMaxSessionDuration(as, 'r', 43_200, never())).result).toEqual({ ok: true });
    expect(received).toEqual([
      { Action: 'UpdateRole', Version: version, RoleName: 'r', MaxSessionDuration: '43200' },
    ]);
  });

  it('is refused in words of its own', async () => {
    const denied = [403, 'AccessDenied', 'not authorized to perform: iam:GetRole'] as const;
    const reserved = [
      400,
      'UnmodifiableEntity',
      'Cannot perform the operation on the protected role',
    ] as const;
    const { as } = await iam(denied, reserved, [
      404,
      'NoSuchEntity',
      'The role with name r cannot be found.',
    ]);
    expect((await gateway.maxSessionDuration(as, 'r', never())).result).toMatchObject({
      error: { code: 'iam-access-denied', params: { action: 'iam:GetRole' } },
    });
    for (const code of ['role-maximum-not-raisable', 'iam-unknown']) {
      const { result } = await gateway.setMaxSessionDuration(as, 'r', 43_200, never());
      expect(result).toMatchObject({ ok: false, error: { code } });
    }
  });
});

describe('a user’s devices', () => {
  it('are those that make codes, from every page', async () => {
    const virtual = 'arn:aws:iam::123456789012:mfa/ada';
    const china = 'arn:aws-cn:iam::123456789012:mfa/path/phone';
    const { received, as } = await iam(
      devices(
        [virtual, 'arn:aws:iam::123456789012:u2f/user/ada/key-ABC'],
        '<IsTruncated>true</IsTruncated><Marker>next</Marker>',
      ),
      devices(['GAHT12345678', china], '<IsTruncated>false</IsTruncated>'),
    );
    expect((await gateway.mfaDevices(as, never())).result).toEqual({
      ok: true,
      value: [virtual, 'GAHT12345678', china],
    });
    expect(received).toEqual([
      { Action: 'ListMFADevices', Version: version },
      { Action: 'ListMFADevices', Version: version, Marker: 'next' },
    ]);
  });

  it('may be none', async () => {
    const { as } = await iam(devices([], '<IsTruncated>false</IsTruncated>'));
    expect((await gateway.mfaDevices(as, never())).result).toEqual({ ok: true, value: [] });
  });
});
