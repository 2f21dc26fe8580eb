import { describe, expect, it } from 'vitest';
import type { SignInMethod } from '../../shared/sign-in.ts';
import { signInDraftSchema } from '../../shared/sign-in-schema.ts';
import { sampleIdentityCenter, sampleOidc, sampleSaml, sampleSignIn } from '../testing/sample-snapshot.ts';
import { en } from '../text/text.ts';
import { oidcPresetIds, oidcPresets, presetOf } from './oidc-presets.ts';
import {
  blankFields,
  draftOf,
  fieldsOf,
  problemsOf,
  redirectAddress,
  type SignInFields,
  withPreset,
} from './sign-in-fields.ts';

const command: SignInMethod = {
  kind: 'saml',
  by: 'command',
  startUrl: '',
  command: '/usr/bin/saml',
  remember: false,
};
const fixedPort: SignInMethod = {
  ...(sampleOidc as Extract<SignInMethod, { kind: 'oidc' }>),
  redirectPort: 8_400,
};
const amazon: SignInMethod = { ...fixedPort, provider: 'www.amazon.com', issuer: '' };

const oidc = (part: Partial<SignInFields['oidc']>): SignInFields => ({
  ...blankFields('oidc', 'eu-central-1'),
  name: 'x',
  oidc: { ...withPreset('other', 'client'), issuer: 'https://idp.example.com', ...part },
});
const wrong = (fields: SignInFields, taken: readonly string[] = []) =>
  Object.keys(problemsOf(fields, taken, en));

describe('the fields of a sign-in', () => {
  it.each([sampleIdentityCenter, sampleSaml, command, sampleOidc, fixedPort, amazon])(
    'give back the method that they were made of (%#)',
    (method) => {
      const fields = fieldsOf(sampleSignIn('s1', 'work', method), 'us-east-1');
      expect(draftOf(fields)).toEqual({ name: 'work', method });
      expect(problemsOf(fields, [], en)).toEqual({});
      expect(signInDraftSchema.parse(draftOf(fields)).name).toBe('work');
    },
  );

  it('name what each method still lacks', () => {
    expect(wrong(blankFields('identity-center', 'eu-central-1'))).toEqual(['name', 'portalUrl']);
    expect(wrong(blankFields('saml', 'eu-central-1'))).toEqual(['name', 'samlUrl']);
    expect(wrong(blankFields('oidc', 'eu-central-1'))).toEqual(['name', 'clientId']);
  });

  it('refuse a name that another sign-in has', () => {
    expect(wrong(oidc({}), ['x'])).toEqual(['name']);
    expect(wrong(oidc({}), ['y'])).toEqual([]);
  });

  it.each([
    [{ issuer: 'http://idp.example.com' }, 'issuer'],
    [{ clientId: 'two words' }, 'clientId'],
    [{ scopes: 'openid  email' }, 'scopes'],
    [{ redirectPort: '80' }, 'redirectPort'],
    [{ redirectPort: '8e3' }, 'redirectPort'],
    [{ redirectPort: '65536' }, 'redirectPort'],
    [{ redirectPath: 'callback' }, 'redirectPath'],
  ] as const)('refuse %j', (part, field) => {
    expect(wrong(oidc(part))).toEqual([field]);
  });

  it('need no issuer where the provider has none', () => {
    const fields = oidc({ ...withPreset('amazon', 'client') });
    expect(wrong(fields)).toEqual([]);
    expect(draftOf(fields).method).toMatchObject({ provider: 'www.amazon.com', issuer: '' });
  });

  it('leave out what belongs to another way', () => {
    const saml = { by: 'browser', startUrl: 'https://x.example', command: 'old', remember: true } as const;
    expect(draftOf({ ...blankFields('saml', ''), saml }).method).toMatchObject({
      command: '',
      remember: false,
    });
  });

  it('tell the redirect address as the provider has to know it', () => {
    expect(redirectAddress(withPreset('google', ''))).toBe('http://127.0.0.1/callback');
    expect(redirectAddress(withPreset('cognito', ''))).toBe('http://localhost:28417/callback');
  });
});

describe('the presets', () => {
  it.each(oidcPresetIds)('%s fills in only what can be saved, and is found again', (id) => {
    const issuer = oidcPresets[id].issuer || oidcPresets[id].issuerExample;
    const fields = oidc({ ...withPreset(id, 'client'), issuer });
    expect(wrong(fields)).toEqual([]);
    expect(presetOf(fields.oidc)).toBe(id);
  });
});
