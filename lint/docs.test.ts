import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fencedBlocks } from '../e2e/support/fenced-blocks.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', ...docs.map((name) => `docs/${name}`)];
const folders = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && !['build', 'node_modules'].includes(entry.name) ? [entry.name] : [],
);

const read = (page: string) => readFileSync(join(root, page), 'utf8');
const isTest = (path: string) => /\.(?:test|e2e|tour)\.[a-z]+$/.test(path);

/** What stands between backticks and is meant as a path of this repository. */
function citedPaths(text: string): readonly string[] {
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, words = '']) => words);
  return code.filter((words) => isTest(words) || folders.some((folder) => words.startsWith(`${folder}/`)));
}

/** `*` stands for any part of a file's name. */
function isThere(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(root, path));
  const pattern = new RegExp(`^${posix.basename(path).replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  const folder = join(root, posix.dirname(path));
  return existsSync(folder) && readdirSync(folder).some((name) => pattern.test(name));
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function brokenLinks(page: string): readonly string[] {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^https:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
    return anchor !== undefined && !headings.includes(anchor);
  });
}

describe.each(pages)('%s', (page) => {
  it('names files that are there', () => {
    expect(citedPaths(read(page)).filter((path) => !isThere(path))).toEqual([]);
  });

  it('links to what is there', () => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

describe('docs/security.md', () => {
  it('has a test for every claim', () => {
    const rows = read('docs/security.md')
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\|(?: claim |-)/.test(line));
    expect(rows.length).toBeGreaterThan(20);
    const proofs = rows.map((row) => row.split('|')[2] ?? '');
    expect(rows.filter((_row, index) => !citedPaths(proofs[index] ?? '').some(isTest))).toEqual([]);
  });
});

describe('docs/development.md', () => {
  it('lists every end-to-end suite, and none that is gone', () => {
    const rows = read('docs/development.md')
      .split('\n')
      .filter((line) => line.startsWith('| '));
    const start = rows.findIndex((row) => row.startsWith('| suites |')) + 1;
    const end = rows.findIndex((row) => row.startsWith('| `desktop` '));
    const named = rows.slice(start, end + 1).flatMap((row) => {
      const cell = row.split('|')[1] ?? '';
      return [...cell.matchAll(/`([a-z*-]+)`/g)].map(([, name = '']) => name);
    });
    const suites = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.e2e.ts'))
      .map((path) => basename(path, '.e2e.ts'));
    const matches = (name: string, suite: string) =>
      new RegExp(`^${name.replaceAll('*', '.*')}$`).test(suite);
    expect(suites.filter((suite) => !named.some((name) => matches(name, suite)))).toEqual([]);
    expect(named.filter((name) => !suites.some((suite) => matches(name, suite)))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it.each(['electron/core', 'renderer'])('lists every room of %s', (house) => {
    const table = read('docs/architecture.md').split(`| in \`${house}/\` |`)[1]?.split('\n\n')[0] ?? '';
    const named = [...table.matchAll(/`([a-z-]+)\/`/g)].map(([, name = '']) => name);
    const rooms = readdirSync(join(root, house), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
      .map(({ name }) => name);
    expect([...new Set(named)].toSorted()).toEqual(rooms.toSorted());
  });
});

describe('docs/using-keycutter-with.md', () => {
  it('says of each example that is not run that it is not', () => {
    const blocks = fencedBlocks(read('docs/using-keycutter-with.md'));
    expect(blocks.filter(({ test }) => test !== null).length).toBeGreaterThan(10);
    const silent = blocks.filter(({ test, before }) => test === null && !before.includes('Not run here'));
    expect(silent.map(({ text }) => text)).toEqual([]);
  });
});
