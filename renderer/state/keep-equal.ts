/**
 * Answers with `next`, but with every part that equals the same part of `previous` replaced by it. What crosses IPC is
 * always a fresh copy; this gives equal rows back their identity, so that only what changed is drawn again. Array
 * elements that carry an `id` or `profileId` are paired by it. For plain data only.
 */
export function keepEqual<Value>(previous: Value, next: Value): Value;
export function keepEqual(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return keepArray(previous, next);
  if (isRecord(previous) && isRecord(next)) return keepRecord(previous, next);
  return next;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyOf(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const { id, profileId } = value;
  const key = id ?? profileId;
  return typeof key === 'string' ? key : null;
}

function keepArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byKey = new Map<string, unknown>();
  for (const element of previous) {
    const key = keyOf(element);
    if (key !== null) byKey.set(key, element);
  }
  const kept = next.map((element, index) => {
    const key = keyOf(element);
    return keepEqual(key === null ? previous[index] : byKey.get(key), element);
  });
  const same =
    kept.length === previous.length && kept.every((element, index) => Object.is(element, previous[index]));
  return same ? previous : kept;
}

function keepRecord(
  previous: Record<string, unknown>,
  next: Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(next);
  let same = entries.length === Object.keys(previous).length;
  const kept = entries.map(([key, value]): [string, unknown] => {
    const before = Object.hasOwn(previous, key) ? previous[key] : undefined;
    const after = keepEqual(before, value);
    same &&= Object.hasOwn(previous, key) && Object.is(after, before);
    return [key, after];
  });
  // Unlike assignment, this makes a member of any name, `__proto__` too.
  return same ? previous : Object.fromEntries(kept);
}
