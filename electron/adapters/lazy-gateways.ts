import type { ConsoleGateway, IamGateway } from '../core/ports.ts';

/** Gateways that are loaded at the first call, as lazy-sts-gateway.ts does for STS. */

export function lazyIamGateway(load: () => Promise<IamGateway>): IamGateway {
  const gateway = once(load);
  return {
    createAccessKey: async (...call) => (await gateway()).createAccessKey(...call),
    listAccessKeys: async (...call) => (await gateway()).listAccessKeys(...call),
    deactivateAccessKey: async (...call) => (await gateway()).deactivateAccessKey(...call),
    deleteAccessKey: async (...call) => (await gateway()).deleteAccessKey(...call),
    accessKeyLastUsed: async (...call) => (await gateway()).accessKeyLastUsed(...call),
  };
}

export function lazyConsoleGateway(load: () => Promise<ConsoleGateway>): ConsoleGateway {
  const gateway = once(load);
  return { signinToken: async (...call) => (await gateway()).signinToken(...call) };
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | null = null;
  return () => {
    loading ??= load();
    return loading;
  };
}
