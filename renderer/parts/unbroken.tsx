import type { ReactNode } from 'react';
import './unbroken.css';

const regions = /\b[a-z]{2,4}(?:-[a-z]+)+-\d\b/g;

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
