import type { World } from './world.ts';

/** One line from standard input, or typed at the terminal without being shown. Null: there was none. */
export async function readSecret(world: World, question: string): Promise<string | null> {
  if (!world.inputIsTerminal) return (await world.readInput()).trim() || null;
  const terminal = await world.openTerminal();
  if (terminal === null) return null;
  try {
    const secret = await terminal.ask(question, { echo: false });
    terminal.write('\n');
    return secret?.trim() || null;
  } finally {
    terminal.close();
  }
}
