import type { AwsFileName } from '../../../shared/aws-files-views.ts';
import { type Result, succeed } from '../../../shared/result.ts';
import type { AwsFiles, ByteText } from '../ports.ts';

/** ~/.aws in memory. */
export class FakeAwsFiles implements AwsFiles {
  readonly paths = { config: '/home/mina/.aws/config', credentials: '/home/mina/.aws/credentials' };
  readonly texts: Record<AwsFileName, ByteText | null> = { config: null, credentials: null };
  readonly backups: ByteText[] = [];
  #listeners: ((file: AwsFileName) => void)[] = [];

  async read(file: AwsFileName, path = this.paths[file]): Promise<Result<ByteText | null>> {
    return succeed(path === this.paths[file] ? this.texts[file] : null);
  }

  async update(file: AwsFileName, change: (text: ByteText) => Result<ByteText>): Promise<Result<undefined>> {
    const changed = change(this.texts[file] ?? '');
    if (!changed.ok) return changed;
    if (changed.value !== (this.texts[file] ?? '')) this.texts[file] = changed.value;
    return succeed();
  }

  async keepBackup(_file: AwsFileName, text: ByteText): Promise<Result<string>> {
    this.backups.push(text);
    return succeed('/home/mina/.config/Keycutter/backups/credentials.bak');
  }

  /** Another program writes. */
  write(file: AwsFileName, text: ByteText): void {
    this.texts[file] = text;
    for (const listener of this.#listeners) listener(file);
  }

  onChanged(listener: (file: AwsFileName) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#listeners = [];
  }
}
