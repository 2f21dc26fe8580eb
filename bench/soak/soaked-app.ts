import { readdirSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, ElectronApplication, Page } from '@playwright/test';
import { type Desktop, launchElectron, quitElectron, until } from '../../e2e/desktop/index.ts';
import { answerOf, givenKey, givenProfile, givenSettings, recipe } from '../../e2e/support/given.ts';
import type { SimulatorClock } from '../../simulator/clock.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { proportionalMemory } from '../startup/process-tree.ts';

export interface Sample {
  readonly cycles: number;
  /** Bytes after a collection. */
  readonly mainHeap: number;
  readonly windowHeap: number;
  /** Bytes of all processes (PSS). */
  readonly memory: number;
  /** Of the main process. */
  readonly openFiles: number;
  /** Timers, sockets and the like that Node keeps for the main process. */
  readonly handles: number;
  /** Bytes that the app keeps on disk. */
  readonly dataFolder: number;
}

interface Surroundings {
  readonly desktop: Desktop;
  readonly repository: string;
  readonly aws: Simulator<SimulatorClock>;
}

const lifeSeconds = 900;
/** AWS gives whole seconds, and each step takes a moment. */
const overSeconds = lifeSeconds + 5;

/** One app through many sessions. */
export class SoakedApp {
  readonly #app: ElectronApplication;
  readonly #page: Page;
  readonly #devTools: CDPSession;
  readonly #aws: Simulator<SimulatorClock>;
  readonly #profileId: string;
  readonly #userData: string;

  private constructor(
    app: ElectronApplication,
    page: Page,
    devTools: CDPSession,
    aws: Simulator<SimulatorClock>,
    profileId: string,
    userData: string,
  ) {
    this.#app = app;
    this.#page = page;
    this.#devTools = devTools;
    this.#aws = aws;
    this.#profileId = profileId;
    this.#userData = userData;
  }

  static async start({ desktop, repository, aws }: Surroundings): Promise<SoakedApp> {
    const userData = await mkdtemp(join(desktop.temporary, 'user-data-'));
    const app = await launchElectron(desktop, join(repository, 'build/e2e'), {
      flags: ['--js-flags=--expose-gc'],
      env: { KEYCUTTER_USER_DATA: userData, AWS_ENDPOINT_URL_STS: aws.url },
    });
    const page = app.windows()[0] ?? (await app.firstWindow());
    await page.waitForFunction(() => performance.getEntriesByName('keycutter:list-painted').length > 0);
    const keyId = await givenKey(page);
    const profileId = await givenProfile(page, 'soak', recipe(keyId, { durationSeconds: lifeSeconds }));
    // Sessions shall end rather than be renewed.
    await givenSettings(page, { renewHoursAfterUse: 0 });
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Performance.enable');
    return new SoakedApp(app, page, devTools, aws, profileId, userData);
  }

  async cycle(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      for (const step of ['assume', 'refresh'] as const) {
        answerOf(
          await this.#page.evaluate(({ verb, profileId }) => window.keycutter.sessions[verb]({ profileId }), {
            verb: step,
            profileId: this.#profileId,
          }),
        );
      }
      answerOf(
        await this.#page.evaluate(
          (profileId) => window.keycutter.sessions.copy({ profileId, format: 'bash', way: 'value' }),
          this.#profileId,
        ),
      );
      this.#aws.clock.advance(overSeconds * 1_000);
      await this.#app.evaluate(
        (_electron, by) => globalThis.keycutterSeams?.clock.advance(by),
        overSeconds * 1_000,
      );
      await until('the session has ended', async () => {
        const sessions = await this.#app.evaluate(() => globalThis.keycutterSeams?.snapshot().sessions);
        return sessions?.every(({ state }) => state === 'expired');
      });
    }
  }

  async sample(cycles: number): Promise<Sample> {
    await this.#devTools.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#devTools.send('Performance.getMetrics');
    const main = await this.#app.evaluate(() => {
      globalThis.gc?.();
      return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
    });
    const processId = this.#app.process().pid ?? Number.NaN;
    return {
      cycles,
      mainHeap: main.heap,
      windowHeap: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN,
      memory: proportionalMemory(processId),
      openFiles: readdirSync(`/proc/${processId}/fd`).length,
      handles: main.handles,
      dataFolder: bytesIn(this.#userData),
    };
  }

  quit(): Promise<void> {
    return quitElectron(this.#app);
  }
}

/** Of what we keep ourselves: Chromium's own caches come and go. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0);
}
