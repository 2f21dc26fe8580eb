import { memo, type PointerEvent, type ReactNode, useMemo } from 'react';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useSubtitle } from '../sessions/profile-text.ts';
import { Marked, MarkedName } from './marked.tsx';
import { labelMarks, marksOf } from './marks.ts';
import type { Tokens } from './match.ts';
import type { PaletteChoice } from './palette-choice.ts';
import { PaletteIcon } from './palette-icon.tsx';
import { roleOf } from './palette-index.ts';

export interface PaletteOptionProps {
  readonly id: string;
  readonly choice: PaletteChoice;
  readonly tokens: Tokens;
  readonly selected: boolean;
  /** The pointer came to it. */
  readonly onPoint: (key: string) => void;
  readonly onChoose: (choice: PaletteChoice) => void;
}

export const PaletteOption = memo(function PaletteOption(props: PaletteOptionProps) {
  const { choice } = props;
  return choice.kind === 'profile' ? (
    <ProfileOption {...props} choice={choice} />
  ) : (
    <AppOption {...props} choice={choice} />
  );
});

type Of<Kind extends PaletteChoice['kind']> = PaletteOptionProps & {
  readonly choice: Extract<PaletteChoice, { kind: Kind }>;
};

function ProfileOption(props: Of<'profile'>) {
  const { text } = useApp();
  const { choice, tokens } = props;
  const { profile, live } = choice;
  const shell = useSlices((slices) => slices.settings.defaultShell);
  const verb =
    choice.verb === 'copy' ? text.row.copyFor(text.words.formats[shell]) : text.palette.verbs[choice.verb];
  const details = useSubtitle(profile);
  const marks = useMemo(
    () => marksOf({ name: profile.name, details, role: roleOf(profile.recipe), verb }, tokens),
    [profile, details, verb, tokens],
  );
  return (
    <Option
      {...props}
      label={text.palette.choice(verb, profile.name)}
      description={live ? `${text.list.live} · ${details}` : details}
    >
      <span className="palette-words">
        <MarkedName text={profile.name} ranges={marks.name} />
        <span className="palette-details" title={details}>
          {live && <span className="palette-live">{text.list.live}</span>}
          <Marked text={details} ranges={marks.details} />
        </span>
      </span>
      <span className="palette-verb">
        <Marked text={verb} ranges={marks.verb} />
      </span>
    </Option>
  );
}

function AppOption(props: Of<'app'>) {
  const { text } = useApp();
  const { choice, tokens } = props;
  const label = text.palette.actions[choice.action];
  const ranges = useMemo(() => labelMarks(label, tokens), [label, tokens]);
  return (
    <Option {...props} label={label}>
      <span className="palette-words">
        <span className="palette-name">
          <Marked text={label} ranges={ranges} />
        </span>
      </span>
    </Option>
  );
}

interface OptionProps extends PaletteOptionProps {
  readonly label: string;
  readonly description?: string;
  readonly children: ReactNode;
}

function Option({ id, choice, selected, onPoint, onChoose, label, description, children }: OptionProps) {
  // The combobox keeps the focus and takes the keys.
  const pointer = {
    // Moved there, and not merely where the list came up under it.
    onPointerMove: () => !selected && onPoint(choice.key),
    onPointerDown: (event: PointerEvent) => event.preventDefault(),
    onClick: () => onChoose(choice),
  };
  return (
    <div
      {...pointer}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-label={label}
      aria-description={description}
      className="palette-option"
    >
      <PaletteIcon choice={choice} />
      {children}
    </div>
  );
}
