type Methods<Gateway> = {
  readonly [Method in keyof Gateway]: (...call: never[]) => Promise<unknown>;
};

/**
 * A gateway that is loaded at the first call: what it needs of Node's network code takes time that a start has not.
 *
 * @param methods all of the gateway's; the type makes the compiler ask for each.
 */
export function lazyGateway<Gateway extends Methods<Gateway>>(
  methods: Readonly<Record<keyof Gateway, true>>,
  load: () => Promise<Gateway>,
): Gateway {
  let loading: Promise<Gateway> | null = null;
  const gateway = () => {
    loading ??= load();
    return loading;
  };
  const deferred = Object.keys(methods).map((name) => {
    const method = name as keyof Gateway;
    return [name, async (...call: never[]) => (await gateway())[method](...call)];
  });
  return Object.fromEntries(deferred) as Gateway;
}
