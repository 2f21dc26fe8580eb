import { explain } from '../../shared/error-text.ts';
import { plainText } from '../../shared/plain-text.ts';
import { type Result, succeed } from '../../shared/result.ts';
import type { OtherTool, OtherToolPreview } from '../../shared/sign-in-views.ts';
import { en } from '../../shared/words/en/index.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Outcome } from '../command-specification.ts';
import { type Failure, orFailure } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { shown, text } from '../text/en.ts';
import { becomesWords } from '../text/import-notes.ts';

const names: Readonly<Record<OtherTool, string>> = { 'aws-vault': 'aws-vault', leapp: 'Leapp' };

/** `keycutter import --from TOOL`: all of it that can be taken over. Nothing of the tool's changes. */
export async function importFromTool(
  app: AppCalls,
  tool: OtherTool,
  dryRun: boolean,
): Promise<Result<Outcome, Failure>> {
  const preview = orFailure(await app.call('otherTools.preview', { tool }));
  if (!preview.ok) return preview;
  const { place, entries } = preview.value;
  const chosen = entries.filter(({ becomes }) => becomes !== null);
  const json = { tool, place, entries };
  if (place === null) {
    return succeed({ text: '', json: { ...json, imported: null }, note: text.toolNothing(names[tool]) });
  }
  const table = previewText(preview.value, place);
  if (dryRun || chosen.length === 0) {
    const end = chosen.length === 0 ? text.importNothing : text.toolDryRun(chosen.length);
    return succeed({ text: `${table}${end}\n`, json: { ...json, imported: null } });
  }
  const imported = orFailure(await app.call('otherTools.import', { tool, ids: chosen.map(({ id }) => id) }));
  if (!imported.ok) return imported;
  const { profiles, accessKeys, failed } = imported.value;
  const failures = failed.map(({ name, error }) => ({
    name,
    code: error.code,
    what: explain(error, en).what,
  }));
  const lines = [
    text.toolImported(profiles, accessKeys, names[tool]),
    ...failures.map(({ name, what }) => text.importFailed(name, plainText(what, 1_000))),
  ];
  return succeed({
    text: `${table}${lines.map((line) => `${line}\n`).join('')}`,
    json: { ...json, imported: { profiles, accessKeys, failed: failures } },
    exitCode: failed.length === 0 ? 0 : 1,
  });
}

function previewText({ tool, entries }: OtherToolPreview, place: string): string {
  const { item, becomes, about, notes } = text.columns;
  const rows = entries.map((entry) => [
    { text: shown(entry.name) },
    { text: becomesWords(entry.becomes) },
    { text: shown(entry.about) },
    { text: entry.problem === null ? '' : plainText(explain(entry.problem, en).what, 300) },
  ]);
  const table = rows.length === 0 ? '' : columns([item, becomes, about, notes], rows, { colour: false });
  return `${text.toolReads(names[tool], place)}\n${table}`;
}
