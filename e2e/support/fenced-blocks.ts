/** A block of code in a page of docs/. */
export interface FencedBlock {
  readonly language: string;
  /** What runs it: the `NAME` of a fence ```` ```sh test=NAME ````. Null: nothing does. */
  readonly test: string | null;
  readonly text: string;
  /** The text from the heading above, or from the last block that is run, to this one. */
  readonly before: string;
}

export function fencedBlocks(page: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let before: string[] = [];
  let open: { readonly fence: string; readonly inside: string[] } | null = null;
  for (const line of page.split('\n')) {
    if (open === null) {
      const fence = /^```(.*)$/.exec(line)?.[1];
      if (fence !== undefined) open = { fence, inside: [] };
      else if (line.startsWith('#')) before = [];
      else before.push(line);
    } else if (line === '```') {
      const [language = '', ...marks] = open.fence.split(' ');
      const test = marks.find((mark) => mark.startsWith('test='))?.slice('test='.length) ?? null;
      blocks.push({ language, test, text: `${open.inside.join('\n')}\n`, before: before.join('\n') });
      if (test !== null) before = [];
      open = null;
    } else {
      open.inside.push(line);
    }
  }
  return blocks;
}
