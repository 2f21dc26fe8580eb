import type { OtherTool } from '../../shared/sign-in-views.ts';
import { useText } from '../app/app-context.tsx';
import { Segments } from '../parts/choice.tsx';

export type ImportFrom = 'files' | OtherTool;

const places: readonly ImportFrom[] = ['files', 'aws-vault', 'leapp'];

export interface WhereFromProps {
  readonly from: ImportFrom;
  readonly onChoose: (from: ImportFrom) => void;
}

export function WhereFrom({ from, onChoose }: WhereFromProps) {
  const text = useText();
  return (
    <Segments
      label={text.importing.where}
      value={from}
      options={places.map((value) => ({ value, label: text.importing.tools[value] }))}
      onChoose={onChoose}
    />
  );
}
