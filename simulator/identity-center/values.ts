import type { RandomBytes } from '../random-text.ts';

/** Reading requests whose shape nobody has promised. */

export function textOf(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Null: absent. What is no list of texts counts as a list of nothing useful. */
export function listOf(body: Readonly<Record<string, unknown>>, name: string): readonly string[] | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** Null: not a JSON object. */
export function readJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

export function base64url(random: RandomBytes, size: number): string {
  return Buffer.from(random(size)).toString('base64url');
}
