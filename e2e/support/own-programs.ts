import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from '../desktop/index.ts';
import type { RunningKeycutter } from './running-keycutter.ts';

/** A program on this desktop that prints so; answers with its path. */
export function program({ temporary }: Desktop, name: string, printed: string): string {
  const path = join(temporary, name);
  writeFileSync(path, `#!/bin/sh\ncat <<'END'\n${printed}\nEND\n`);
  chmodSync(path, 0o755);
  return path;
}

/** What the person clicks from now on in the desktop's own dialog, which asks whether a command may be run. */
export function answerDialog({ app }: RunningKeycutter, answer: 'cancel' | 'allow'): Promise<void> {
  const response = answer === 'allow' ? 1 : 0;
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: false });
  }, response);
}
