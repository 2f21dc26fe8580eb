import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { ServedCredentials } from '../../core/credentials.ts';
import { Agent, type AgentDoors, type AgentOptions } from '../agent.ts';
import { HelperTokens } from '../helper-tokens.ts';
import { fakeHandlers, RecordingLogger } from './fake-handlers.ts';

export const secretText = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

export function servedFor(profileId: string): ServedCredentials {
  return {
    profileId,
    profileName: profileId,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret(secretText),
    sessionToken: new Secret('FwoGZXIvYXdzEDE/+=='),
    expiration: Date.UTC(2030, 0, 1, 0, 0, 0, 999),
    region: 'eu-central-1',
    accountId: '123456789012',
    endpointUrl: null,
  };
}

/** An agent on folders of its own, whose names are as awkward as names can be. */
export class TestAgent {
  readonly folder = mkdtempSync(join(tmpdir(), 'kc-'));
  readonly dataFolder = join(this.folder, `it's "my" $HOME\\n; data`);
  readonly runtimeFolder = join(this.folder, 'run time');
  readonly logger = new RecordingLogger();
  readonly tokens = new HelperTokens(this.dataFolder);
  readonly agent: Agent;

  constructor(options: Partial<AgentOptions> = {}) {
    mkdirSync(this.runtimeFolder, { mode: 0o700 });
    this.agent = new Agent({
      dataFolder: this.dataFolder,
      platform: process.platform,
      runtimeFolder: this.runtimeFolder,
      temporaryFolder: tmpdir(),
      appVersion: '1.2.3',
      launch: { command: '/usr/bin/true', arguments: ['--hidden'] },
      tokens: this.tokens,
      logger: this.logger,
      ...options,
    });
  }

  start(doors: Partial<AgentDoors> = {}): Promise<Result<undefined>> {
    return this.agent.start({
      handlers: fakeHandlers(),
      serve: async (profileId) => succeed(servedFor(profileId)),
      ...doors,
    });
  }

  async remove(): Promise<void> {
    await this.agent.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
