import type { StsGateway } from '../core/ports.ts';

/** A gateway that is loaded at the first call: what it needs of Node's network code takes time that a start has not. */
export function lazyStsGateway(load: () => Promise<StsGateway>): StsGateway {
  let loading: Promise<StsGateway> | null = null;
  const gateway = () => {
    loading ??= load();
    return loading;
  };
  return {
    assumeRole: async (...call) => (await gateway()).assumeRole(...call),
    getCallerIdentity: async (...call) => (await gateway()).getCallerIdentity(...call),
  };
}
