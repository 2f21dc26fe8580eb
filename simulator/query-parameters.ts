/** The form-encoded parameters of a Query protocol request. */
export class QueryParameters {
  readonly #values: ReadonlyMap<string, string>;

  constructor(body: string) {
    this.#values = new Map(new URLSearchParams(body));
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** `PolicyArns.member.1.arn`, `PolicyArns.member.2.arn` … with field `arn`; no field for a list of plain values. */
  list(name: string): readonly QueryListMember[] {
    const prefix = `${name}.member.`;
    const members = new Map<number, Map<string, string>>();
    for (const [key, value] of this.#values) {
      if (!key.startsWith(prefix)) {
        continue;
      }
      const [index = '', field = ''] = key.slice(prefix.length).split('.', 2);
      if (/^[1-9]\d{0,5}$/.test(index)) {
        const member = members.get(Number(index)) ?? new Map<string, string>();
        members.set(Number(index), member.set(field, value));
      }
    }
    return [...members].sort(([left], [right]) => left - right).map(([, member]) => member);
  }
}

/** Fields of one list member; a plain value stands under the empty name. */
type QueryListMember = ReadonlyMap<string, string>;
