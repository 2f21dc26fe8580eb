import { defaultDataFolder } from './data-folder.ts';
import { endBySignal } from './exec/end-by-signal.ts';
import { exitCodes } from './failure.ts';
import { nodeWorld } from './node-world.ts';
import { run } from './run.ts';
import { text } from './text/en.ts';

/** The installed script says first where the app keeps its data: `--data-folder FOLDER`. */
const words = process.argv.slice(2);
const given = words[0] === '--data-folder' ? words.splice(0, 2)[1] : undefined;
const dataFolder = given ?? defaultDataFolder(process.platform, process.env);

const world = nodeWorld(dataFolder);

run(words, world).then(
  ({ exitCode, signal }) => {
    process.exitCode = exitCode;
    if (signal !== undefined) endBySignal(signal);
  },
  (cause: unknown) => {
    // Its message may quote what was typed or answered; only who is looking for the bug gets it.
    const details = process.env.KEYCUTTER_DEBUG && cause instanceof Error ? `\n${cause.stack}` : '';
    world.err.write(`keycutter: ${text.internal} ${text.internalNext}${details}\n`);
    process.exitCode = exitCodes.failed;
  },
);
