import type { Raw } from './document-store.ts';

/** Every field of a shape; the type makes the compiler ask for each. */
export type Fields<Shape> = Readonly<Record<keyof Required<Shape>, true>>;

/** What a file has beside the fields this version knows. */
export function unknownFields(raw: Raw, known: Readonly<Record<string, true>>): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !Object.hasOwn(known, name)));
}

export function knownFields(raw: Raw, known: Readonly<Record<string, true>>): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => Object.hasOwn(known, name)));
}

export function asRaw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

export function asList(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.map(asRaw) : [];
}

export function idOf(raw: Raw): string | null {
  return typeof raw.id === 'string' ? raw.id : null;
}

export function hasText(raw: Raw, ...names: readonly string[]): boolean {
  return names.every((name) => typeof raw[name] === 'string');
}

export function hasNumber(raw: Raw, ...names: readonly string[]): boolean {
  return names.every((name) => typeof raw[name] === 'number');
}
