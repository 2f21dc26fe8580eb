import './middle-cut.css';

export interface MiddleCutProps {
  readonly text: string;
  /** Characters at the end that are always shown. */
  readonly keep?: number;
  readonly className?: string;
}

/** One line, cut in the middle where it does not fit; whole on hover and to screen readers. */
export function MiddleCut({ text, keep = 12, className = '' }: MiddleCutProps) {
  const characters = [...text];
  // Short text gets no protected end: cutting it at the end reads better than "…" between two scraps.
  const end = characters.length > keep * 2 ? characters.slice(-keep).join('') : '';
  if (end === '') {
    return (
      <span className={`middle-cut ${className}`} title={text}>
        <span className="start">{text}</span>
      </span>
    );
  }
  return (
    <span className={`middle-cut ${className}`} title={text}>
      <span className="for-screen-readers">{text}</span>
      <span className="start" aria-hidden="true">
        {characters.slice(0, -keep).join('')}
      </span>
      <span className="end" aria-hidden="true">
        {end}
      </span>
    </span>
  );
}
