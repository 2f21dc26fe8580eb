import { Autocomplete } from '@base-ui/react/autocomplete';
import { useLayoutEffect } from 'react';
import { suggestedRegions } from '../../shared/aws-regions.ts';
import { useApp } from '../app/app-context.tsx';
import { Field, type FieldWords } from './field.tsx';
import './choice.css';

export interface RegionFieldProps extends FieldWords {
  readonly value: string;
  readonly onText: (value: string) => void;
  readonly onBlur?: () => void;
}

/** Any Region code; the known ones are offered while typing. */
export function RegionField({ value, onText, onBlur, ...words }: RegionFieldProps) {
  return (
    <Field {...words}>
      {(control) => (
        <Autocomplete.Root
          items={suggestedRegions}
          value={value}
          onValueChange={(next, details) => {
            // Escape would empty the field; here it belongs to the screen.
            if (details.reason === 'escape-key') {
              details.cancel();
              details.allowPropagation();
            } else onText(next);
          }}
        >
          <Autocomplete.Input
            {...control}
            // While the list is open the library hides everything else from screen readers, the label too.
            aria-label={words.label}
            className="input"
            spellCheck={false}
            autoComplete="off"
            maxLength={64}
            onBlur={onBlur}
          />
          <Autocomplete.Portal>
            <Autocomplete.Positioner className="popup" align="start" sideOffset={4} collisionPadding={8}>
              <Autocomplete.Popup className="choices">
                <ClosingInWords />
                <Autocomplete.List className="choice-list" aria-label={words.label}>
                  {(region: string) => (
                    <Autocomplete.Item key={region} value={region} className="choice plain">
                      <span className="choice-text">{region}</span>
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
              </Autocomplete.Popup>
            </Autocomplete.Positioner>
          </Autocomplete.Portal>
        </Autocomplete.Root>
      )}
    </Field>
  );
}

/**
 * Before and after a list stand buttons that only a screen reader finds. The library names them in English and takes no
 * other name: https://github.com/mui/base-ui/blob/master/packages/react/src/combobox/utils/ComboboxInternalDismissButton.tsx
 */
function ClosingInWords() {
  const { text } = useApp();
  useLayoutEffect(() => {
    for (const button of document.querySelectorAll('[role="button"][aria-label="Dismiss"]')) {
      button.setAttribute('aria-label', text.close);
    }
  });
  return null;
}
