import * as z from 'zod/mini';
import * as limits from './aws-limits.ts';
import { checked, emptyOr, text } from './schema-parts.ts';
import type { SignInDraft } from './sign-in.ts';

const saml = z
  .strictObject({
    kind: z.literal('saml'),
    by: z.enum(['window', 'browser', 'command']),
    startUrl: emptyOr(4_096, limits.checkPageUrl),
    command: emptyOr(4_096, limits.checkCommand),
    remember: z.boolean(),
  })
  .check(
    z.refine(
      ({ by, startUrl, command }) => (by === 'command' ? command : startUrl) !== '',
      'A page to begin at, or a command.',
    ),
  );

const oidc = z
  .strictObject({
    kind: z.literal('oidc'),
    provider: z.enum(['issuer', 'www.amazon.com', 'graph.facebook.com']),
    issuer: emptyOr(2_048, limits.checkPageUrl),
    clientId: text(512).check(z.minLength(1)),
    scopes: emptyOr(1_024, limits.checkScopes),
    redirectPort: z.nullable(z.int().check(z.gte(1_024), z.lte(65_535))),
    redirectHost: z.enum(['127.0.0.1', 'localhost']),
    redirectPath: checked(200, limits.checkRedirectPath),
  })
  .check(
    z.refine(({ provider, issuer }) => provider !== 'issuer' || issuer !== '', 'The address of the issuer.'),
  );

const identityCenter = z.strictObject({
  kind: z.literal('identity-center'),
  startUrl: checked(2_048, limits.checkPageUrl),
  region: checked(64, limits.checkRegion),
  flow: z.enum(['browser', 'device']),
  cliSession: text(256),
});

/** Also the schema of what is kept on disk. */
export const signInDraftSchema: z.ZodMiniType<SignInDraft> = z.strictObject({
  name: checked(80, limits.checkName),
  method: z.discriminatedUnion('kind', [saml, oidc, identityCenter]),
});
