/** The calls that windows wait for, so that each can take its own back, and only its own. */
export class PendingCalls {
  readonly #byCaller = new Map<number, Set<PendingCall>>();

  /** Null: this caller already waits for a call of that name. */
  begin(caller: number, callId: string | undefined): PendingCall | null {
    const calls = this.#byCaller.get(caller) ?? new Set();
    if (callId !== undefined && [...calls].some((call) => call.callId === callId)) return null;
    const call = { callId, controller: new AbortController() };
    calls.add(call);
    this.#byCaller.set(caller, calls);
    return call;
  }

  end(caller: number, call: PendingCall): void {
    const calls = this.#byCaller.get(caller);
    calls?.delete(call);
    if (calls?.size === 0) this.#byCaller.delete(caller);
  }

  /** A call that is over, or another caller's, is left alone. */
  cancel(caller: number, callId: string): void {
    for (const call of this.#byCaller.get(caller) ?? []) {
      if (call.callId === callId) call.controller.abort();
    }
  }

  cancelAll(caller: number): void {
    for (const call of this.#byCaller.get(caller) ?? []) call.controller.abort();
  }
}

export interface PendingCall {
  readonly callId: string | undefined;
  readonly controller: AbortController;
}
