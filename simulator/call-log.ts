/** One request as it is remembered. Nothing here is a secret. */
export interface Call {
  /** `AssumeRole`; empty when the request named none. */
  readonly action: string;
  /** Epoch ms, by the simulator's clock. */
  readonly at: number;
  /** As claimed by the request, whether or not it was true. */
  readonly accessKeyId: string | null;
  readonly roleArn: string | null;
  /** `succeeded`, AWS's error code, `held` while a fault holds it, or `dropped`. */
  readonly outcome: string;
}

const remembered = 10_000;
const longestField = 2048;

export class CallLog {
  readonly #calls: Call[] = [];

  /** Oldest first. */
  get calls(): readonly Call[] {
    return this.#calls;
  }

  /** Remembers a request at once, as held; the answer says how it ended. */
  add(call: Omit<Call, 'outcome'>): (outcome: string) => void {
    const entry = {
      action: call.action.slice(0, longestField),
      at: call.at,
      accessKeyId: call.accessKeyId?.slice(0, longestField) ?? null,
      roleArn: call.roleArn?.slice(0, longestField) ?? null,
      outcome: 'held',
    };
    this.#calls.push(entry);
    if (this.#calls.length > remembered) {
      this.#calls.shift();
    }
    return (outcome) => {
      entry.outcome = outcome;
    };
  }
}
