import type { ReactNode } from 'react';
import type { Range } from './match.ts';
import '../parts/middle-cut.css';

export interface MarkedProps {
  readonly text: string;
  /** In order, without overlap. */
  readonly ranges: readonly Range[];
}

export function Marked({ text, ranges }: MarkedProps) {
  return <span className="marked">{pieces(text, ranges, 0, text.length)}</span>;
}

/** Characters of a long name's end that are always shown: as MiddleCut has it, which knows no marks. */
const keep = 12;

export function MarkedName({ text, ranges }: MarkedProps) {
  const characters = [...text];
  const cut = characters.length > keep * 2 ? characters.slice(0, -keep).join('').length : text.length;
  return (
    <span className="middle-cut palette-name" title={text}>
      <span className="start">{pieces(text, ranges, 0, cut)}</span>
      {cut < text.length && <span className="end">{pieces(text, ranges, cut, text.length)}</span>}
    </span>
  );
}

function pieces(text: string, ranges: readonly Range[], from: number, to: number): readonly ReactNode[] {
  const nodes: ReactNode[] = [];
  let at = from;
  for (const [begin, end] of ranges) {
    const [first, last] = [Math.max(begin, from), Math.min(end, to)];
    if (first >= last) continue;
    if (first > at) nodes.push(text.slice(at, first));
    nodes.push(<mark key={first}>{text.slice(first, last)}</mark>);
    at = last;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}
