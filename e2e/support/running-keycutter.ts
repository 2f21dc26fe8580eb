import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Snapshot } from '../../shared/views.ts';
import type { SimulatedAws } from '../../simulator/account.ts';
import { SimulatorClock } from '../../simulator/clock.ts';
import { demoAccount } from '../../simulator/demo-account.ts';
import { verifySamlSignature } from '../../simulator/saml/xml-signature.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { type Desktop, launchElectron, quitElectron, until } from '../desktop/index.ts';

const built = fileURLToPath(new URL('../../build/e2e', import.meta.url));

export type AwsStandIn = Simulator<SimulatorClock>;

export interface AwsOptions {
  readonly account?: SimulatedAws;
  /** Where an earlier one was. */
  readonly port?: number;
  readonly clock?: SimulatorClock;
}

export function startAws(options: AwsOptions = {}): Promise<AwsStandIn> {
  return startSimulator({
    account: demoAccount,
    clock: new SimulatorClock(),
    saml: verifySamlSignature,
    ...options,
  });
}

function endpointsOf({ url }: AwsStandIn) {
  return {
    AWS_ENDPOINT_URL_STS: url,
    AWS_ENDPOINT_URL_IAM: url,
    AWS_ENDPOINT_URL_SSO: url,
    AWS_ENDPOINT_URL_SSO_OIDC: url,
  };
}

export interface KeycutterOptions {
  /** Where AWS is; absent: what the environment says. */
  readonly aws?: AwsStandIn;
  /** Kept from an earlier run; absent: a new one. */
  readonly userData?: string;
  readonly args?: readonly string[];
  /** Electron's and Chromium's own. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The real app on a desktop, calling the stand-in. */
export class RunningKeycutter {
  readonly desktop: Desktop;
  readonly app: ElectronApplication;
  readonly userData: string;
  readonly #process: ChildProcess;

  private constructor(desktop: Desktop, app: ElectronApplication, userData: string) {
    this.desktop = desktop;
    this.app = app;
    this.userData = userData;
    // Playwright forgets it when the app is gone.
    this.#process = app.process();
  }

  static async start(desktop: Desktop, options: KeycutterOptions = {}): Promise<RunningKeycutter> {
    const userData = options.userData ?? mkdtempSync(join(desktop.temporary, 'user-data-'));
    const app = await launchElectron(desktop, built, {
      args: [`--command-node=${process.execPath}`, ...(options.args ?? [])],
      flags: options.flags ?? [],
      env: {
        KEYCUTTER_USER_DATA: userData,
        ...(options.aws ? endpointsOf(options.aws) : {}),
        ...options.env,
      },
    });
    return new RunningKeycutter(desktop, app, userData);
  }

  /** The window, shown and painted. */
  async window(): Promise<Page> {
    const page = this.app.windows()[0] ?? (await this.app.firstWindow());
    await page.waitForFunction(() => performance.getEntriesByName('keycutter:list-painted').length > 0);
    return page;
  }

  snapshot(): Promise<Snapshot> {
    return this.app.evaluate(() => {
      if (globalThis.keycutterSeams === undefined) throw new Error('Built without seams.');
      return globalThis.keycutterSeams.snapshot();
    });
  }

  /** Until the published state is as wanted. */
  async reaches(what: string, wanted: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    let last = await this.snapshot();
    await until(what, async () => {
      last = await this.snapshot();
      return wanted(last);
    });
    return last;
  }

  /** Time passes, here and at AWS. */
  async fastForward(milliseconds: number, aws?: AwsStandIn): Promise<void> {
    aws?.clock.advance(milliseconds);
    await this.app.evaluate((_electron, by) => globalThis.keycutterSeams?.clock.advance(by), milliseconds);
  }

  async quit(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await quitElectron(this.app);
  }
}
