import type { ReactNode } from 'react';
import './unbroken.css';

/** Standing alone: a long name with a Region in it has to break somewhere. */
const regions = /(?<![\w-])[a-z]{2,4}(?:-[a-z]{2,12}){1,2}-\d(?![\w-])/g;

/** A sentence in which no line ends within a Region's code, as it would at each hyphen. */
export function Unbroken({ text }: { readonly text: string }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { 0: region, index } of text.matchAll(regions)) {
    pieces.push(
      text.slice(at, index),
      <span key={index} className="unbroken">
        {region}
      </span>,
    );
    at = index + region.length;
  }
  return [...pieces, text.slice(at)];
}
