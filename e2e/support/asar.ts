import { readFileSync } from 'node:fs';

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>;
  /** In bytes, from where the files begin; absent for a file that lies beside the archive. */
  readonly offset?: string;
  readonly size?: number;
  readonly integrity?: { readonly algorithm: string; readonly hash: string };
}

export interface AsarFile {
  /** From the archive's root, with slashes. */
  readonly path: string;
  /** Null: beside the archive. */
  readonly content: Buffer | null;
  readonly integrity: { readonly algorithm: string; readonly hash: string } | null;
}

/** https://github.com/electron/asar#format: a pickled header of JSON, then the files one after the other. */
export function readAsar(path: string): readonly AsarFile[] {
  const bytes = readFileSync(path);
  const length = bytes.readUInt32LE(12);
  const header = JSON.parse(bytes.subarray(16, 16 + length).toString('utf8')) as AsarEntry;
  const start = 8 + bytes.readUInt32LE(4);
  const read = (entry: AsarEntry, name: string): readonly AsarFile[] => {
    if (entry.files !== undefined)
      return Object.entries(entry.files).flatMap(([child, inside]) =>
        read(inside, name === '' ? child : `${name}/${child}`),
      );
    const at = start + Number(entry.offset);
    const content = entry.offset === undefined ? null : bytes.subarray(at, at + (entry.size ?? 0));
    return [{ path: name, content, integrity: entry.integrity ?? null }];
  };
  return read(header, '');
}
