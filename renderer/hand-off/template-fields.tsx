import { useText } from '../app/app-context.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { RegionField } from '../parts/region-field.tsx';
import type { HandOffField, HandOffFields } from './hand-off-fields.ts';

export interface TemplateFieldsProps {
  readonly fields: HandOffFields;
  readonly problem: (field: HandOffField) => string | null;
  readonly touch: (field: HandOffField) => () => void;
  readonly change: (part: Partial<HandOffFields>) => void;
}

/** What the chosen template wants to know. */
export function TemplateFields({ fields, problem, touch, change }: TemplateFieldsProps) {
  const text = useText();
  const words = text.handOff;
  switch (fields.template) {
    case 'read-bucket':
    case 'write-prefix':
      return (
        <div className={fields.template === 'write-prefix' ? 'two-fields' : ''}>
          <TextField
            label={words.bucket}
            mono
            value={fields.bucket}
            problem={problem('bucket')}
            placeholder={words.bucketPlaceholder}
            maxLength={80}
            onText={(bucket) => change({ bucket: bucket.trim() })}
            onBlur={fields.bucket === '' ? undefined : touch('bucket')}
          />
          {fields.template === 'write-prefix' && (
            <TextField
              label={words.prefix}
              mono
              value={fields.prefix}
              problem={problem('prefix')}
              help={words.prefixHelp}
              placeholder={words.prefixPlaceholder}
              maxLength={500}
              onText={(prefix) => change({ prefix })}
              onBlur={fields.prefix === '' ? undefined : touch('prefix')}
            />
          )}
        </div>
      );
    case 'read-log-group':
      return (
        <>
          <TextField
            label={words.logGroup}
            mono
            value={fields.logGroup}
            problem={problem('logGroup')}
            placeholder={words.logGroupPlaceholder}
            maxLength={600}
            onText={(logGroup) => change({ logGroup: logGroup.trim() })}
            onBlur={fields.logGroup === '' ? undefined : touch('logGroup')}
          />
          <RegionField
            label={words.region}
            value={fields.region}
            problem={problem('region')}
            onText={(region) => change({ region: region.trim() })}
            onBlur={touch('region')}
          />
        </>
      );
    case 'own':
      return (
        <Field label={words.own} problem={problem('policy')}>
          {(control) => (
            <textarea
              {...control}
              className="input mono"
              rows={6}
              spellCheck={false}
              value={fields.policy}
              placeholder={words.ownPlaceholder}
              maxLength={20_000}
              onChange={(event) => change({ policy: event.target.value })}
              onBlur={fields.policy === '' ? undefined : touch('policy')}
            />
          )}
        </Field>
      );
    case 'read-everything':
    case 'everything':
      return null;
  }
}
