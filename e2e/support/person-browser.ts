import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { type Desktop, until } from '../desktop/index.ts';
import type { AwsStandIn } from './running-keycutter.ts';

export interface BrowserStart {
  /** `xdg-open` where the desktop chose. */
  readonly program: string;
  readonly parameters: readonly string[];
}

export interface Visited {
  readonly status: number;
  /** Where it leads on to. */
  readonly location: string | null;
  readonly body: string;
}

/**
 * Programs in place of the browsers of a desktop: they write down what they are started with. What a person does in a
 * browser is then done with the address.
 */
export class PersonBrowser {
  /** For the app: these programs are found before any other. */
  readonly env: Readonly<Record<string, string>>;
  readonly #record: string;
  #seen = 0;

  constructor(desktop: Desktop, programs: readonly string[] = ['xdg-open']) {
    const folder = mkdtempSync(join(desktop.temporary, 'browsers-'));
    this.#record = join(folder, 'record');
    writeFileSync(this.#record, '');
    const script = `#!/bin/sh\n{ printf '%s\\037' "\${0##*/}" "$@"; printf '\\n'; } >>'${this.#record}'\n`;
    for (const program of programs) {
      writeFileSync(join(folder, program), script);
      chmodSync(join(folder, program), 0o755);
    }
    this.env = { PATH: `${folder}:${desktop.env.PATH}` };
  }

  /** All so far, oldest first. */
  starts(): readonly BrowserStart[] {
    const lines = readFileSync(this.#record, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const [program = '', ...parameters] = line.split('\u001f').slice(0, -1);
      return { program, parameters };
    });
  }

  /** The one after those that were waited for before. */
  async nextStart(): Promise<BrowserStart> {
    const start = await until('a browser is started', async () => this.starts()[this.#seen]);
    this.#seen += 1;
    return start;
  }

  /** Where the next page leads that a browser is started with. */
  async nextAddress(): Promise<string> {
    const { parameters } = await this.nextStart();
    const { location, status } = await visit(parameters.at(-1) ?? '');
    if (location === null) throw new Error(`The page led nowhere: ${status}.`);
    return location;
  }
}

/** As a browser's navigation, which leads on nowhere by itself. */
export function visit(address: string): Promise<Visited> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null, body });
      });
    });
    request.once('error', reject);
  });
}

/** The person at Identity Center's page, and back to the app. Answers with what the app's own page says. */
export async function decideAtPortal(
  aws: AwsStandIn,
  address: string,
  decide: 'approve' | 'deny' = 'approve',
): Promise<Visited> {
  const back = aws.identityCenter.visit(address, { decide });
  if (back === null) throw new Error(`Identity Center shows no page for ${address}.`);
  return visit(back);
}
