import type { MessageBoxOptions } from 'electron';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en } from '../../shared/words/en/index.ts';
import { DesktopDialog, shownCommand } from './trusted-dialog.ts';

function answering(...answers: readonly number[]) {
  const asked: MessageBoxOptions[] = [];
  const dialog = new DesktopDialog(
    async (options) => {
      asked.push(options);
      return { response: answers[asked.length - 1] ?? 0 };
    },
    () => en,
  );
  return { asked, dialog };
}

describe('the dialog before a command', () => {
  it('shows it, and does nothing by Enter or Escape', async () => {
    const { asked, dialog } = answering(0, 1);
    expect(await dialog.confirmCommand('/usr/bin/vault read aws')).toBe(false);
    expect(await dialog.confirmCommand('/usr/bin/vault read aws')).toBe(true);
    expect(asked[0]).toMatchObject({ buttons: ['Cancel', 'Allow it'], defaultId: 0, cancelId: 0 });
    expect(asked[0]?.detail).toMatch(/^\/usr\/bin\/vault read aws\n/);
  });

  it('is there once: who asks meanwhile is refused', async () => {
    const answers: ((response: { readonly response: number }) => void)[] = [];
    const dialog = new DesktopDialog(
      () => new Promise((resolve) => answers.push(resolve)),
      () => en,
    );
    const first = dialog.confirmCommand('one');
    expect(await dialog.confirmCommand('two')).toBe(false);
    expect(answers).toHaveLength(1);
    answers[0]?.({ response: 1 });
    expect(await first).toBe(true);
    const third = dialog.confirmCommand('three');
    expect(answers).toHaveLength(2);
    answers[1]?.({ response: 0 });
    expect(await third).toBe(false);
  });

  it('comes again after one that could not be shown', async () => {
    let failing = true;
    const dialog = new DesktopDialog(
      async () => {
        if (failing) throw new Error('No display.');
        return { response: 1 };
      },
      () => en,
    );
    await expect(dialog.confirmCommand('one')).rejects.toThrow('No display.');
    failing = false;
    expect(await dialog.confirmCommand('one')).toBe(true);
  });
});

describe('a command in the dialog', () => {
  it.each([
    ["/opt/“한글” é 'a b' --x=1", "/opt/“한글” é 'a b' --x=1"],
    ['a\u202eb', 'a⟨U+202E⟩b'],
    ['a\nb\tc\0', 'a⟨U+000A⟩b⟨U+0009⟩c⟨U+0000⟩'],
    ['a\u200bb\u00a0c\u3164d\ufe0f', 'a⟨U+200B⟩b⟨U+00A0⟩c⟨U+3164⟩d⟨U+FE0F⟩'],
    ['a\u{e0041}b\ud800', 'a⟨U+E0041⟩b⟨U+D800⟩'],
    ['a   b', 'a   b'],
    [`a${' '.repeat(500)}b`, 'a⟨500 spaces⟩b'],
  ])('%j is shown as %s', (command, shown) => {
    expect(shownCommand(command, en.dialogs.command)).toBe(shown);
  });

  it('that is long goes over several lines, whole', () => {
    const command = Array.from({ length: 1_200 }, (_, index) => index % 10).join('');
    const lines = shownCommand(command, en.dialogs.command).split('\n');
    expect(lines.join('')).toBe(command);
    expect(Math.max(...lines.map((line) => line.length))).toBe(72);
  });

  it('that is longer shows both ends, and says so', () => {
    const shown = shownCommand(`begin${'x'.repeat(5_000)}end`, en.dialogs.command);
    expect(shown).toMatch(/^begin.*⟨3,808 more characters are here, which do not fit⟩.*end$/s);
    expect(shown.length).toBeLessThan(1_400);
  });

  it('never moves or hides anything, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (command) => {
        const shown = shownCommand(command, en.dialogs.command).replaceAll('\n', '');
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u);
      }),
    );
  });
});
