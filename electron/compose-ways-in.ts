import type { Words } from '../shared/words/words.ts';
import { FileCliSsoCache } from './adapters/cli-sso-cache.ts';
import { ProcessRunner } from './adapters/command-runner.ts';
import { lazyGateway } from './adapters/lazy-gateway.ts';
import { HostCredentials } from './adapters/machine-credentials.ts';
import type { NetworkOptions } from './adapters/network-options.ts';
import { InstalledOtherTools } from './adapters/other-tools.ts';
import { LoopbackRedirects } from './adapters/redirect-listener.ts';
import { SealedSignInCache } from './adapters/sign-in-cache.ts';
import { OsTokenFiles } from './adapters/token-files.ts';
import type { KeychainWrappingKey } from './adapters/wrapping-key.ts';
import type { Config } from './config.ts';
import type { Clock } from './core/ports.ts';
import type { IdentityCenterGateway, OidcGateway, OneTimeCodes, SamlReader } from './core/way-in-ports.ts';
import { isOtherUsers } from './shell/connection-owner.ts';

interface Foundation {
  readonly config: Config;
  readonly clock: Clock;
  readonly wrappingKey: KeychainWrappingKey;
  readonly network: () => NetworkOptions;
  readonly words: () => Words;
}

/** The adapters behind way-in-ports.ts, but for those that only a running Electron can give. */
export function composeWaysIn({ config, clock, wrappingKey, network, words }: Foundation) {
  const { platform, variables, homeFolder: home, userDataFolder: folder } = config;
  return {
    identityCenter: lazyGateway<IdentityCenterGateway>(
      {
        registerClient: true,
        startDevice: true,
        authorizationUrl: true,
        createToken: true,
        listAccounts: true,
        listAccountRoles: true,
        roleCredentials: true,
        logout: true,
      },
      async () => {
        const { SdkIdentityCenterGateway } = await import('./adapters/identity-center-gateway.ts');
        return new SdkIdentityCenterGateway({ network });
      },
    ),
    oidc: lazyGateway<OidcGateway>({ begin: true, finish: true, refresh: true }, async () => {
      const { OpenIdGateway } = await import('./adapters/oidc-gateway.ts');
      return new OpenIdGateway({ network });
    }),
    redirectListener: new LoopbackRedirects({ isOtherUsers, words }),
    cliSsoCache: new FileCliSsoCache(home, () => clock.now()),
    samlReader: lazyGateway<SamlReader>({ read: true }, async () => {
      const { XmlSamlReader } = await import('./adapters/saml-reader.ts');
      return new XmlSamlReader();
    }),
    commandRunner: new ProcessRunner({ platform, variables, home }),
    tokenFiles: new OsTokenFiles(),
    machineCredentials: new HostCredentials({ variables }),
    oneTimeCodes: lazyGateway<OneTimeCodes>({ readSeed: true, code: true }, async () => {
      const { TimeBasedCodes } = await import('./adapters/one-time-codes.ts');
      return new TimeBasedCodes();
    }),
    otherTools: new InstalledOtherTools({ platform, variables, home }),
    signInCache: new SealedSignInCache({ folder, clock, wrappingKey }),
  };
}
