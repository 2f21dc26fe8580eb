import { useEffect, useRef } from 'react';
import { useText } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { SegmentsField } from '../parts/choice.tsx';
import { TextField } from '../parts/field.tsx';
import { bind, type EditorFieldsProps } from './editor-fields.ts';
import type { TokenFrom } from './editor-form.ts';
import { SignInField } from './sign-in-fields.tsx';

const tokenWays: readonly TokenFrom[] = ['sign-in', 'token-file', 'command'];

/** Where a web identity token comes from. */
export function TokenFields({ editor }: EditorFieldsProps) {
  const words = useText().editor;
  const { tokenFrom, tokenFile } = editor.form;
  return (
    <>
      <SegmentsField
        label={words.tokenFrom}
        value={tokenFrom}
        options={tokenWays.map((value) => ({ value, label: words.tokenFroms[value] }))}
        onChoose={(value) => editor.choose({ tokenFrom: value })}
      />
      {tokenFrom === 'sign-in' && <SignInField editor={editor} kind="oidc" />}
      {tokenFrom === 'token-file' && (
        <TextField
          {...bind(editor, 'tokenFile')}
          label={words.tokenFile}
          placeholder={words.tokenFilePlaceholder}
          help={words.tokenFileHelp}
          warning={
            tokenFile !== '' && !/^(?:[/\\~]|[a-z]:)/i.test(tokenFile) ? words.tokenFileRelative : null
          }
          mono
          maxLength={4_096}
        />
      )}
      {tokenFrom === 'command' && (
        <TextField
          {...bind(editor, 'tokenCommand')}
          label={words.command}
          placeholder={words.tokenCommandPlaceholder}
          help={`${words.tokenCommandHelp} ${words.commandAsks}`}
          mono
          maxLength={4_096}
        />
      )}
    </>
  );
}

/** Where the AWS CLI leaves what `aws login` got: https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html */
const awsLogin = 'aws configure export-credentials --profile NAME --format process';

/** The program that prints credentials. */
export function ProcessFields({ editor }: EditorFieldsProps) {
  const words = useText().editor;
  const { command } = editor.form;
  const place = useRef<HTMLDivElement>(null);
  const filled = useRef(false);
  useEffect(() => {
    if (!filled.current || command !== awsLogin) return;
    filled.current = false;
    const input = place.current?.querySelector('input');
    const start = awsLogin.indexOf('NAME');
    input?.focus();
    input?.setSelectionRange(start, start + 'NAME'.length);
  });
  return (
    <div ref={place} className="field">
      <TextField
        {...bind(editor, 'command')}
        label={words.command}
        placeholder={words.processPlaceholder}
        help={`${words.processHelp} ${words.commandAsks}`}
        mono
        maxLength={4_096}
        title={command}
      />
      <div>
        <Button
          small
          label={words.awsLogin}
          onClick={() => {
            filled.current = true;
            editor.change('command', awsLogin);
          }}
        />
      </div>
    </div>
  );
}
