import { appError } from '../shared/errors.ts';
import { fail, succeed } from '../shared/result.ts';
import { Secret } from '../shared/secret.ts';
import type { Clock, Logger, OpenDemoAccount } from './core/ports.ts';

/** The AWS stand-in in this process, on a free port of 127.0.0.1. Its code is loaded only now. */
export function demoAccountOpener(clock: Clock, logger: Logger): OpenDemoAccount {
  return async () => {
    try {
      const [{ startSimulator }, demo] = await Promise.all([
        import('../simulator/simulator.ts'),
        import('../simulator/demo-account.ts'),
      ]);
      const simulator = await startSimulator({ account: demo.demoAccount, clock });
      return succeed({
        endpointUrl: simulator.url,
        accessKey: {
          accessKeyId: demo.demoAccessKeyId,
          secretAccessKey: new Secret(demo.demoSecretAccessKey),
        },
        profiles: demo.demoProfiles,
        close: () => simulator.close(),
      });
    } catch (cause) {
      logger.error('demo-account', { cause });
      return fail(appError('demo-unavailable'));
    }
  };
}
