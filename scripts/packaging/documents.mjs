import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { repository } from '../setup/repository.mjs';
import { appId, desktopEntry, manifest } from './names.mjs';

/** Loads a source file in TypeScript. */
async function load(path) {
  const { module } = await runnerImport(join(repository, path), { configFile: false, logLevel: 'error' });
  return module;
}

/**
 * The manual page and the shells' completions of the command, made from its own table; the desktop entry; AppStream's
 * metadata. By the names of their files.
 *
 * @param date when this version was made
 */
export async function makeDocuments(date) {
  const [{ commands }, { manualPage }, { completionScripts }] = await Promise.all([
    load('cli/command-table.ts'),
    load('cli/manual-page.ts'),
    load('cli/completion/scripts.ts'),
  ]);
  const day = date.toISOString().slice(0, 10);
  const script = (shell) => completionScripts.get(shell)('keycutter');
  const template = (name) => readFileSync(join(repository, 'packaging/linux', name), 'utf8');
  return {
    manual: manualPage(commands, { version: manifest.version, date: day }),
    bash: script('bash'),
    // A file that compinit finds is the body of the completing function.
    // https://zsh.sourceforge.io/Doc/Release/Completion-System.html#Autoloaded-files
    zsh: `#compdef keycutter kc\n${script('zsh')}__keycutter_complete "$@"\n`,
    fish: script('fish'),
    desktopEntry: template(desktopEntry),
    metainfo: template(`${appId}.metainfo.xml`).replace('@VERSION@', manifest.version).replace('@DATE@', day),
  };
}
