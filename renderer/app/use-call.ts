import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import type { CallOptions } from '../../shared/ipc-contract.ts';
import { fail, type Result } from '../../shared/result.ts';
import { useApp } from './app-context.tsx';

export interface Call<Value> {
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly run: () => Promise<Result<Value>>;
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

/** One call at a time, with its wait and its failure; a second `run` while one is under way answers as cancelled. */
export function useCall<Value>(call: (options: CallOptions) => Promise<Result<Value>>): Call<Value> {
  const { api } = useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const callId = useRef<string | null>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = async (): Promise<Result<Value>> => {
    if (callId.current !== null) return fail({ code: 'cancelled', params: {} });
    const id = crypto.randomUUID();
    callId.current = id;
    setBusy(true);
    setError(null);
    const result = await call({ callId: id });
    callId.current = null;
    if (mounted.current) {
      setBusy(false);
      setError(result.ok || result.error.code === 'cancelled' ? null : result.error);
    }
    return result;
  };

  return {
    busy,
    error,
    run,
    cancel: () => {
      if (callId.current !== null) void api.calls.cancel({ callId: callId.current });
    },
    dismiss: () => setError(null),
  };
}
