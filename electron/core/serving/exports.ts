import type { CredentialsAnswer, EnvironmentAnswer } from '../../../shared/agent-contract.ts';
import { limitProblem } from '../../../shared/aws-limits.ts';
import { appError } from '../../../shared/errors.ts';
import { type ExportFormat, type ExportWay, waysOf } from '../../../shared/export-formats.ts';
import type { Copied } from '../../../shared/ipc-contract.ts';
import { refuse, refuseFor } from '../../../shared/parse-input.ts';
import type { Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { GrantView } from '../../../shared/views.ts';
import type { ManagedSections } from '../aws-files/managed-sections.ts';
import type { ServedCredentials } from '../credentials.ts';
import { type ExportOptions, environmentOf, renewingEnvironmentOf } from '../export/environment.ts';
import { type Exportable, expirationText, type RenewingExportable } from '../export/exportable.ts';
import { isShellFormat } from '../export/formats.ts';
import { renderCommandExport } from '../export/render-command-export.ts';
import { renderExport, renderRenewingExport, renderUnset, type Snippet } from '../export/render-export.ts';
import type { CommandFacts } from '../keycutter-ports.ts';
import type { Clipboard, Clock, TerminalLauncher } from '../ports.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { SessionManager } from '../sessions/session-manager.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { Grants } from './grants.ts';
import type { Serving } from './serving.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly sessions: SessionManager;
  readonly serving: Serving;
  readonly grants: Grants;
  readonly managedSections: ManagedSections;
  readonly clipboard: Clipboard;
  readonly journal: Journal;
  readonly settings: () => Settings;
  readonly terminal: TerminalLauncher;
  readonly commands: Pick<CommandFacts, 'commandPath' | 'shell'>;
  /** What to type for the keycutter command. */
  readonly command: () => string;
  /** The app itself was told where AWS is, so exports leave the endpoint variables of a shell alone. */
  readonly endpointConfigured: () => boolean;
  readonly demoOpen: () => boolean;
}

interface Asked {
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** The three ways a session leaves: by command, renewing, by value; to the clipboard, a shell or a child process. */
export class Exports {
  readonly #deps: Dependencies;
  #cancelClear = () => {};

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Puts a snippet on the clipboard. */
  async copy(
    profileId: string,
    format: ExportFormat,
    wanted: ExportWay | undefined,
    signal: AbortSignal,
  ): Promise<Result<Copied>> {
    const { registry, settings, clipboard, journal } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const ways = waysOf(format);
    const preferred = settings().exportWay;
    const way = wanted ?? (ways.includes(preferred) ? preferred : 'value');
    if (!ways.includes(way)) return wayRefused(format);

    if (way === 'command') {
      const line = this.#commandLine(profile, format);
      if (!line.ok) return line;
      const written = await clipboard.writeText(line.value);
      if (!written.ok) return written;
      journal.record('copied', profile.name, format);
      return succeed({ way });
    }
    if (way === 'renewing') {
      const ready = await this.#assumed(profile, signal);
      if (!ready.ok) return ready;
      const made = await this.#renewing(profile, format);
      if (!made.ok) return made;
      const written = await this.#toClipboard(made.value.snippet);
      return written.ok ? succeed({ way, grant: made.value.grant }) : written;
    }
    return this.#copyByValue(profile, format, signal);
  }

  /** Lines for the shell that asked. By value is a copy like any other: it does not renew, so its end is told. */
  async lines(
    profile: Profile,
    { format, way }: { readonly format: ExportFormat; readonly way: ExportWay },
    asked: Asked,
  ): Promise<Result<string>> {
    if (!waysOf(format).includes(way)) return wayRefused(format);
    if (way === 'command') return this.#commandLine(profile, format);
    const served = await this.#deps.serving.serve(profile.id, { client: 'command', ...asked });
    if (!served.ok) return served;
    if (way === 'renewing') {
      const made = await this.#renewing(profile, format);
      return made.ok ? succeed(made.value.snippet.text.reveal()) : made;
    }
    const snippet = renderExport(format, exportable(served.value), this.#options());
    if (!snippet.ok) return snippet;
    this.#deps.journal.record('copied', profile.name, format);
    this.#rememberCopy(profile, format, served.value.expiration);
    return succeed(snippet.value.text.reveal());
  }

  /** For a child process. */
  async environment(
    profile: Profile,
    way: 'renewing' | 'value',
    asked: Asked,
  ): Promise<Result<EnvironmentAnswer>> {
    const served = await this.#deps.serving.serve(profile.id, { client: 'command', ...asked });
    if (!served.ok) return served;
    if (way === 'value') return succeed(environmentOf(exportable(served.value), this.#options()));
    const renewing = await this.#renewingExportable(profile);
    return renewing.ok
      ? succeed(renewingEnvironmentOf(renewing.value.exportable, this.#options()))
      : renewing;
  }

  async credentials(profile: Profile, asked: Asked): Promise<Result<CredentialsAnswer>> {
    const served = await this.#deps.serving.serve(profile.id, { client: 'process', ...asked });
    if (!served.ok) return served;
    const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = served.value;
    return succeed({
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      sessionToken: sessionToken?.reveal() ?? null,
      expiration: expiration === null ? null : expirationText(expiration),
      accountId,
    });
  }

  unset(format: ExportFormat): Result<string> {
    if (!isShellFormat(format)) {
      return refuse('format', 'no-unset-lines');
    }
    // A demo snippet sets the endpoint, whatever is configured here.
    const keep = this.#deps.endpointConfigured() && !this.#deps.demoOpen();
    return succeed(renderUnset(format, { endpointVariables: keep ? 'keep' : 'clear' }).text);
  }

  /** A terminal of the desktop's own, its shell with a renewing export. */
  async openTerminal(profileId: string): Promise<Result<undefined>> {
    const { registry, terminal, commands } = this.#deps;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    return terminal.open([commands.commandPath, 'exec', '--renewing', profile.id, '--', commands.shell]);
  }

  async #copyByValue(profile: Profile, format: ExportFormat, signal: AbortSignal): Promise<Result<Copied>> {
    const { sessions, serving, journal } = this.#deps;
    const asked = await sessions.ask(profile.id, { signal, freshness: 'half-life' });
    if (!asked.ok) return asked;
    const { credentials } = asked.value;
    const snippet = renderExport(
      format,
      exportable({ ...serving.describe(profile), ...credentials }),
      this.#options(),
    );
    if (!snippet.ok) return snippet;
    const written = await this.#toClipboard(snippet.value);
    if (!written.ok) return written;
    journal.record('copied', profile.name, format);
    const copy = this.#rememberCopy(profile, format, credentials.expiration);
    return copy === null ? fail(appError('session-none')) : succeed({ way: 'value', copy });
  }

  /** A renewing shell that starts with a failure would only say so at its first call. */
  async #assumed(profile: Profile, signal: AbortSignal): Promise<Result<undefined>> {
    if (profile.recipe.kind === 'access-key') return succeed();
    const asked = await this.#deps.sessions.ask(profile.id, { signal });
    return asked.ok ? succeed() : asked;
  }

  async #renewing(
    profile: Profile,
    format: ExportFormat,
  ): Promise<Result<{ readonly snippet: Snippet; readonly grant: GrantView }>> {
    if (!isShellFormat(format)) return wayRefused(format);
    const renewing = await this.#renewingExportable(profile);
    if (!renewing.ok) return renewing;
    const snippet = renderRenewingExport(format, renewing.value.exportable, this.#options());
    if (!snippet.ok) {
      this.#deps.grants.revoke(renewing.value.grant.id);
      return snippet;
    }
    return succeed({ snippet: snippet.value, grant: renewing.value.grant });
  }

  async #renewingExportable(
    profile: Profile,
  ): Promise<Result<{ readonly exportable: RenewingExportable; readonly grant: GrantView }>> {
    const { grants, managedSections, serving, journal } = this.#deps;
    const { region, accountId, endpointUrl, profileName } = serving.describe(profile);
    const sectionName = await managedSections.ensureRegion(region);
    if (!sectionName.ok) return sectionName;
    const made = await grants.create(profile.id);
    if (!made.ok) return made;
    const { grant, token, url } = made.value;
    journal.record('export-made', profile.name);
    return succeed({
      exportable: { url, token, region, sectionName: sectionName.value, accountId, endpointUrl, profileName },
      grant,
    });
  }

  #commandLine(profile: Profile, format: ExportFormat): Result<string> {
    if (!isShellFormat(format)) return wayRefused(format);
    const command = this.#deps.command();
    const byName = renderCommandExport(format, { profileName: profile.name, command });
    // Some shells can't carry every name; the command takes the id as well.
    return byName.ok ? byName : renderCommandExport(format, { profileName: profile.id, command });
  }

  #rememberCopy(profile: Profile, format: ExportFormat, expiration: number | null) {
    if (expiration === null) return null;
    const expiresAt = this.#deps.awsTime.toLocal(expiration);
    return this.#deps.journal.addCopy({
      profileId: profile.id,
      profileName: profile.name,
      format,
      expiresAt,
    });
  }

  async #toClipboard({ text }: Snippet): Promise<Result<undefined>> {
    const { clipboard, clock, settings } = this.#deps;
    const written = await clipboard.writeSecret(text);
    if (!written.ok) return written;
    this.#cancelClear();
    const seconds = settings().clipboardClearSeconds;
    if (seconds > 0) this.#cancelClear = clock.setTimer(seconds * 1_000, () => void clipboard.clearSecret());
    return written;
  }

  #options(): ExportOptions {
    return { endpointVariables: this.#deps.endpointConfigured() ? 'keep' : 'clear' };
  }
}

function exportable(served: Omit<ServedCredentials, 'profileId'>): Exportable {
  return { ...served, expiresAt: served.expiration };
}

function wayRefused(format: ExportFormat) {
  return refuseFor('way', limitProblem('file-by-value', { format }));
}
