import { useId } from 'react';
import { chainedSeconds, durationSeconds } from '../../shared/aws-limits.ts';
import type { DurationAdvice, LongerWay } from '../../shared/duration-advice.ts';
import { parseDuration } from '../../shared/duration-text.ts';
import type { RoleMaximumView } from '../../shared/sign-in-views.ts';
import { useApp, useSlices, useText } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { sourceName } from '../sessions/profile-text.ts';
import type { DurationKind } from '../state/preset-durations.ts';
import type { Text } from '../text/text.ts';
import { DurationField } from './duration-field.tsx';
import { bind, type EditorFieldsProps } from './editor-fields.ts';
import type { EditorForm } from './editor-form.ts';
import { RoleMaximum } from './role-maximum.tsx';
import { typedDuration } from './typed-duration.ts';

/** How long its sessions last, with what AWS makes of that decided up front. */
export function SessionDuration({ editor }: EditorFieldsProps) {
  const words = useText().editor;
  const { kind } = editor.form;
  const { advice } = editor;
  if (kind === 'identity-center') return <Decided words={words.durationByAdministrator} />;
  if (kind === 'credential-process') return <Decided words={words.durationByProgram} />;
  if (advice === null) return null;
  if (kind === 'assume-root') {
    return <DurationField {...bind(editor, 'rootDuration')} kind="assume-root" help={words.durationRoot} />;
  }
  return (
    <>
      <BoundDuration editor={editor} advice={advice} />
      {(advice.reason === 'kind' || advice.reason === 'role-maximum') && <RoleMaximum editor={editor} />}
    </>
  );
}

function Decided({ words }: { readonly words: string }) {
  const text = useText();
  return (
    <div className="field">
      <span className="field-label">{text.editor.duration}</span>
      <p className="field-help">{words}</p>
    </div>
  );
}

interface BoundDurationProps extends EditorFieldsProps {
  readonly advice: DurationAdvice;
}

function BoundDuration({ editor, advice }: BoundDurationProps) {
  const { store, text } = useApp();
  const words = text.editor;
  const { duration, caller } = editor.form;
  const seconds = parseDuration(duration);
  const hour = advice.reason === 'chained' || advice.reason === 'shared-mfa';
  const over = hour && seconds !== null && seconds > advice.maximumSeconds;
  const loaded = store.get();
  const source = caller === null || loaded.kind !== 'ready' ? '' : sourceName(caller, loaded.snapshot, text);
  return (
    <div className="field">
      <DurationField
        {...bind(editor, 'duration')}
        problem={over ? (editor.problems.get('duration') ?? null) : editor.problem('duration')}
        kind={fieldKind(editor.form.kind, hour)}
        help={helpOf(advice, source, text)}
        warning={warningOf(advice, seconds, text)}
        reach={advice.maximumSeconds}
      />
      {over && (
        <div>
          <Button
            small
            label={words.onlyFor(text.duration(advice.maximumSeconds))}
            onClick={() => editor.choose({ duration: typedDuration(advice.maximumSeconds) })}
          />
        </div>
      )}
      {advice.longerWay !== null && <Longer editor={editor} way={advice.longerWay} />}
    </div>
  );
}

function fieldKind(kind: EditorForm['kind'], hour: boolean): DurationKind {
  if (kind === 'session-token' || kind === 'federation-token') return 'session-token';
  return hour ? 'chained' : 'assume-role';
}

function helpOf({ reason, role }: DurationAdvice, source: string, text: Text): string | undefined {
  const words = text.editor;
  if (reason === 'chained') return words.durationChained(source);
  if (reason === 'shared-mfa') return words.durationShared;
  return role === null ? undefined : roleWords(role, text);
}

function roleWords({ seconds, refusedSeconds }: RoleMaximumView, text: Text): string | undefined {
  const words = text.editor;
  if (seconds !== null) return words.roleMaximum(text.duration(seconds));
  return refusedSeconds === null ? undefined : words.roleRefused(text.duration(refusedSeconds));
}

/** About the role, of which AWS alone knows for sure. */
function warningOf(
  { reason, maximumSeconds, role }: DurationAdvice,
  seconds: number | null,
  text: Text,
): string | null {
  if (seconds === null) return null;
  if (reason === 'role-maximum') {
    return seconds > maximumSeconds && role !== null ? (roleWords(role, text) ?? null) : null;
  }
  const unknown = reason === 'kind' && role === null && maximumSeconds === durationSeconds.maximum;
  return unknown && seconds > chainedSeconds && seconds <= maximumSeconds
    ? text.editor.durationOverHour
    : null;
}

/** The same role for longer, with its price. */
function Longer({ editor, way }: EditorFieldsProps & { readonly way: LongerWay }) {
  const { text } = useApp();
  const words = text.editor;
  const keyName = useSlices((slices) =>
    way.kind === 'straight' ? slices.accessKeys.find((key) => key.id === way.keyId)?.name : undefined,
  );
  const upTo = text.duration(way.seconds);
  if (way.kind === 'own-code') {
    return (
      <LongerOffer
        title={words.longerOwn(upTo)}
        price={words.longerOwnPrice}
        onUse={() => editor.choose({ mfaShared: false })}
      />
    );
  }
  if (keyName === undefined) return null;
  const code = way.mfaSerial === null ? '' : ` ${words.longerStraightMfa}`;
  return (
    <LongerOffer
      title={words.longerStraight(upTo, keyName)}
      price={`${words.longerStraightPrice(keyName)}${code}`}
      onUse={() =>
        editor.choose({
          caller: { kind: 'access-key', keyId: way.keyId },
          mfaSerial: way.mfaSerial ?? '',
          mfaShared: false,
        })
      }
    />
  );
}

interface LongerOfferProps {
  readonly title: string;
  readonly price: string;
  readonly onUse: () => void;
}

function LongerOffer({ title, price, onUse }: LongerOfferProps) {
  const words = useText().editor;
  const id = useId();
  return (
    <div className="offer boxed">
      <p>
        <span className="field-label">{title}</span>
        <span id={id} className="field-help">
          {price}
        </span>
      </p>
      <Button small label={words.longerUse} aria-label={title} aria-describedby={id} onClick={onUse} />
    </div>
  );
}
