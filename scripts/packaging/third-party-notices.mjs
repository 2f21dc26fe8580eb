import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const licenceFile = /^(?:licen[cs]e|copying|notice)/i;
const rule = '='.repeat(80);

/**
 * The licences of what packages contain beside Electron, which brings its own: the packages that are bundled (all that
 * the lock file does not keep for development), and the Node that the command is in. A package without a text of its own
 * is named with what its manifest says.
 *
 * @param root the checkout, with its packages installed
 * @param node the Node executable; its licence stands beside it, or where an archive or Debian's package has it
 */
export function thirdPartyNotices(root, node = process.execPath) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(lock.packages)
    // What is for another system is not there.
    .filter(([path, entry]) => path !== '' && !entry.dev && existsSync(join(root, path)))
    .map(([path]) => noticeOf(join(root, path)))
    .sort((one, other) => compare(one.title, other.title));
  /** Many have the same one: it stands there once. */
  const titles = new Map();
  for (const { title, text } of [nodeNotice(node), ...packages])
    titles.set(text, new Set([...(titles.get(text) ?? []), title]));
  const parts = [...titles].map(
    ([text, of]) => `${rule}\n${[...of].join('\n')}\n${rule}\n\n${text.trim()}\n`,
  );
  return `Keycutter contains the software below, under these licences.\n\n${parts.join('\n')}`;
}

function noticeOf(folder) {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map((entry) => entry.name)
    .sort(compare)
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const by = typeof author === 'object' ? author?.name : author;
  const told = [`Licence: ${license}`, by && `By ${by}`, homepage].filter(Boolean).join('\n');
  return { title: `${name} ${version}`, text: texts.length > 0 ? texts.join('\n\n') : told };
}

function nodeNotice(node) {
  const folder = dirname(node);
  const found = ['LICENSE', '../LICENSE', '../share/doc/nodejs/LICENSE', '../share/doc/nodejs/copyright']
    .map((place) => join(folder, place))
    .find((path) => existsSync(path));
  const { version } = process;
  const elsewhere = `Licence: https://github.com/nodejs/node/blob/${version}/LICENSE`;
  return { title: `Node.js ${version}`, text: found === undefined ? elsewhere : readFileSync(found, 'utf8') };
}

/** The same on every machine. */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
