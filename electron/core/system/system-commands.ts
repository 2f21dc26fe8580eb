import type { AgentHandlers } from '../../../shared/agent-contract.ts';
import { appError } from '../../../shared/errors.ts';
import type { CallContext } from '../../../shared/ipc-contract.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { largestSettingsFile } from '../../../shared/settings-file.ts';
import type { Clipboard } from '../ports.ts';
import type { SystemParts } from './system-parts.ts';

interface Parts {
  readonly system: SystemParts;
  readonly clipboard: Clipboard;
}

type SettingsCommands = Pick<AgentHandlers['settings'], 'exportToFile' | 'previewImport' | 'applyImport'>;

const diagnosticsFileName = 'keycutter-diagnostics.txt';

/** The commands about Keycutter as a part of the system. What opens a dialog is for the person at the window only. */
export function createSystemCommands({ system, clipboard }: Parts): Pick<AgentHandlers, 'system'> & {
  readonly ofSettings: SettingsCommands;
} {
  const { transfer, files, machine, diagnostics, reset, startAtLogin } = system;
  const forPerson =
    <Input, Output>(work: (input: Input, context: CallContext) => Promise<Result<Output>>) =>
    async (input: Input, context: CallContext): Promise<Result<Output>> =>
      context.client === 'command' ? fail(appError('client-not-allowed')) : work(input, context);

  return {
    ofSettings: {
      exportToFile: forPerson(() => {
        const { name, text } = transfer.export();
        return files.save(name, text);
      }),
      previewImport: forPerson(async () => {
        const chosen = await files.open(largestSettingsFile);
        return chosen.ok ? transfer.preview(chosen.value) : chosen;
      }),
      applyImport: forPerson(({ digest }, { signal }) => transfer.apply(digest, signal)),
    },
    system: {
      resetEverything: forPerson(() => reset.ask()),
      diagnostics: async ({ withAccounts }) => succeed(await diagnostics.make(withAccounts)),
      copyDiagnostics: forPerson(async ({ withAccounts }) =>
        clipboard.writeText(await diagnostics.shown(withAccounts)),
      ),
      saveDiagnostics: forPerson(async ({ withAccounts }) =>
        files.save(diagnosticsFileName, await diagnostics.shown(withAccounts)),
      ),
      showLog: forPerson(async () => {
        files.reveal(machine.logPath);
        return succeed();
      }),
      checkStartAtLogin: async () => {
        await startAtLogin.lookAgain();
        return succeed();
      },
    },
  };
}
