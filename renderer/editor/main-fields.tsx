import Dices from 'lucide-react/icons/dices';
import { checkRegion, parseRoleArn } from '../../shared/aws-limits.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { RegionField } from '../parts/region-field.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { bind, bindTrimmed, type EditorFieldsProps } from './editor-fields.ts';
import { callsWithAnyCaller, callsWithKey, takesMfa } from './editor-form.ts';
import { hasRole } from './editor-problems.ts';
import { KindField } from './kind-field.tsx';
import { MfaFields } from './mfa-fields.tsx';
import { ProcessFields, TokenFields } from './program-fields.tsx';
import { SessionDuration } from './session-duration.tsx';
import { ChooseFromSignIn, PermissionSetFields, SignInField } from './sign-in-fields.tsx';
import { AddKeyHint, CallerField, ChainLine, KeyField } from './source-field.tsx';
import { FederationFields, RootFields } from './special-fields.tsx';

export function MainFields({ editor, autoFocus }: EditorFieldsProps & { readonly autoFocus: boolean }) {
  const { text } = useApp();
  const words = text.editor;
  const { kind } = editor.form;
  // A Region of another partition is as much the role's matter: said at once.
  const regionProblem =
    checkRegion(editor.form.region) === null ? editor.problems.get('region') : editor.problem('region');
  const region = (
    <RegionField {...bind(editor, 'region')} label={words.region} problem={regionProblem ?? null} />
  );
  return (
    <>
      <KindField editor={editor} />
      <TextField
        {...bind(editor, 'name')}
        label={words.name}
        placeholder={words.namePlaceholder}
        maxLength={120}
        autoFocus={autoFocus}
      />
      {kind === 'assume-role-with-saml' && (
        <>
          <SignInField editor={editor} kind="saml" />
          <ChooseFromSignIn editor={editor} kind="saml" />
        </>
      )}
      {kind === 'identity-center' && (
        <>
          <SignInField editor={editor} kind="identity-center" />
          <ChooseFromSignIn editor={editor} kind="identity-center" />
          <PermissionSetFields editor={editor} />
        </>
      )}
      {kind === 'assume-role-with-web-identity' && <TokenFields editor={editor} />}
      {kind === 'credential-process' && <ProcessFields editor={editor} />}
      {hasRole(kind) && <RoleArnField editor={editor} />}
      {kind === 'assume-role-with-saml' && (
        <TextField
          {...bindTrimmed(editor, 'principalArn')}
          label={words.principalArn}
          placeholder={words.principalPlaceholder}
          help={words.principalHelp}
          mono
          maxLength={2_048}
          title={editor.form.principalArn}
        />
      )}
      {kind === 'assume-root' && <RootFields editor={editor} />}
      {callsWithAnyCaller(kind) || callsWithKey(kind) ? (
        <div className="two-fields">
          {callsWithKey(kind) ? <KeyField editor={editor} /> : <CallerField editor={editor} />}
          {region}
        </div>
      ) : (
        region
      )}
      {callsWithAnyCaller(kind) && (
        <>
          <ChainLine editor={editor} />
          {editor.form.caller === null && <AddKeyHint />}
        </>
      )}
      {kind === 'federation-token' && <FederationFields editor={editor} />}
      {kind === 'assume-role' && <ExternalIdField editor={editor} />}
      {takesMfa(editor.form) && <MfaFields editor={editor} />}
      <SessionDuration editor={editor} />
      {(kind === 'assume-role' || kind === 'assume-role-with-web-identity') && (
        <SessionNameField editor={editor} />
      )}
      <SwitchField
        label={words.ask}
        help={words.askHelp}
        on={editor.form.askBeforeServing}
        onChange={(on) => editor.change('askBeforeServing', on)}
      />
    </>
  );
}

function RoleArnField({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const reserved = parseRoleArn(editor.form.roleArn)?.roleName.startsWith('AWSReservedSSO_') === true;
  return (
    <TextField
      {...bindTrimmed(editor, 'roleArn')}
      label={text.editor.roleArn}
      placeholder={text.editor.roleArnPlaceholder}
      warning={reserved ? text.editor.roleReserved : null}
      mono
      maxLength={2_048}
      title={editor.form.roleArn}
    />
  );
}

function ExternalIdField({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  return (
    <TextField
      {...bind(editor, 'externalId')}
      label={text.editor.externalId}
      optional
      mono
      maxLength={1_224}
      help={text.editor.externalIdHelp}
      beside={
        <Button
          icon={<Dices size={15} aria-hidden="true" />}
          label={text.editor.generate}
          onClick={() => editor.change('externalId', crypto.randomUUID())}
        />
      }
    />
  );
}

function SessionNameField({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const usual = useSlices((slices) => slices.status.defaultRoleSessionName);
  return (
    <TextField
      {...bind(editor, 'roleSessionName')}
      label={text.editor.sessionName}
      optional
      maxLength={128}
      placeholder={usual}
      help={text.editor.sessionNameHelp(usual)}
    />
  );
}
