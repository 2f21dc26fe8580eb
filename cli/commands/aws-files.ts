import { resolve } from 'node:path';
import type { ImportPreview } from '../../shared/aws-files-views.ts';
import { explain } from '../../shared/error-text.ts';
import { type Result, succeed } from '../../shared/result.ts';
import { en } from '../../shared/words/en/index.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure, ownFailure, usageFailure } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { done } from '../output/outcome.ts';
import { shown, text } from '../text/en.ts';
import { becomesWords, noteWords, outcomeWords, problemWords } from '../text/import-notes.ts';
import { importFromTool } from './other-tools.ts';

const otherTools = ['aws-vault', 'leapp'] as const;

/** `keycutter import`: all that is new or has changed. Nothing in ~/.aws changes. */
export async function importProfiles({ given, app }: Call): Promise<Result<Outcome, Failure>> {
  const tool = otherTools.find((name) => name === given.value('from'));
  const named = ['config', 'credentials'].find((option) => given.has(option));
  if (tool !== undefined && named !== undefined) {
    return usageFailure(text.onlyOneOf('from', named), text.usageHint('import'));
  }
  const config = given.value('config');
  const credentials = given.value('credentials');
  const paths = {
    ...(config === undefined ? {} : { configPath: resolve(config) }),
    ...(credentials === undefined ? {} : { credentialsPath: resolve(credentials) }),
  };
  const connected = await app();
  if (!connected.ok) return connected;
  if (tool !== undefined) return importFromTool(connected.value, tool, given.has('dry-run'));
  const preview = orFailure(await connected.value.call('awsFiles.preview', paths));
  if (!preview.ok) return preview;
  const { digest, entries, problems } = preview.value;
  const chosen = entries.flatMap(({ name, outcome }) =>
    outcome === 'new' || outcome === 'changed' ? [name] : [],
  );
  const table = previewText(preview.value);
  const json = { entries, problems };

  if (given.has('dry-run') || chosen.length === 0) {
    const end = chosen.length === 0 ? text.importNothing : text.importDryRun(chosen.length);
    return succeed({ text: `${table}${end}\n`, json: { ...json, imported: null } });
  }
  const imported = orFailure(
    await connected.value.call('awsFiles.import', { digest, sections: chosen, ...paths }),
  );
  if (!imported.ok) return imported;
  const { profiles, accessKeys, failed } = imported.value;
  const failures = failed.map(({ name, error }) => text.importFailed(name, explain(error, en).what));
  return succeed({
    text: `${table}${[text.imported(profiles, accessKeys), ...failures].map((line) => `${line}\n`).join('')}`,
    json: {
      ...json,
      imported: {
        profiles,
        accessKeys,
        failed: failed.map(({ name, error }) => ({ name, code: error.code, what: explain(error, en).what })),
      },
    },
    exitCode: failed.length === 0 ? 0 : 1,
  });
}

function previewText({ configPath, credentialsPath, entries, problems }: ImportPreview): string {
  const { section, outcome, becomes, role, notes } = text.columns;
  const rows = entries.map((entry) => [
    { text: shown(entry.name) },
    { text: outcomeWords[entry.outcome] },
    { text: becomesWords(entry.becomes) },
    { text: shown(entry.roleArn ?? entry.about ?? entry.accessKeyId ?? '') },
    { text: entry.notes.map(noteWords).join('; ') },
  ]);
  const table =
    rows.length === 0 ? '' : columns([section, outcome, becomes, role, notes], rows, { colour: false });
  const commands = entries.flatMap(({ name, commands = [] }) =>
    commands.map((command) => text.wouldRun(name, command)),
  );
  const lines = [...commands, ...problems.map(problemWords)].map((line) => `${line}\n`);
  return `${text.importReads(configPath, credentialsPath)}\n${table}${lines.join('')}`;
}

/** `keycutter install-profile` */
export async function installProfile({ given, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const found = await connected.value.profile(given.operand(0));
  if (!found.ok) return found;
  const { id: profileId, name: profileName } = found.value.profile;
  const name = given.value('as') ?? profileName;
  const kind = given.has('static') ? 'static' : 'process';
  const written = orFailure(
    await connected.value.call('awsFiles.writeSection', {
      profileId,
      name,
      kind,
      takeOver: given.has('take-over'),
    }),
  );
  if (!written.ok) {
    const { error } = written;
    // The error's own words know nothing of this command's options.
    return error.code === 'aws-section-taken'
      ? ownFailure(error.code, error.what, text.sectionTakenNext)
      : written;
  }
  const sentence = kind === 'static' ? text.installedStatic(name) : text.installed(name);
  return done(sentence, { profile: profileName, section: name, kind });
}

/** `keycutter uninstall-profile`: every managed section of that name. */
export async function uninstallProfile({ given, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const snapshot = await connected.value.snapshot();
  if (!snapshot.ok) return snapshot;
  const name = given.operand(0);
  const sections = snapshot.value.awsFiles.managed
    .map(({ section }) => section)
    .filter((section) => section.name === name);
  if (sections.length === 0) {
    return ownFailure('aws-section-not-managed', text.noSuchSection(name), text.nothingChanged);
  }
  for (const { kind } of sections) {
    const removed = orFailure(await connected.value.call('awsFiles.removeSection', { name, kind }));
    if (!removed.ok) return removed;
  }
  return done(text.uninstalled(name), { section: name, kinds: sections.map(({ kind }) => kind) });
}
