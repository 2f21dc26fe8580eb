import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Screen } from '../parts/screen.tsx';
import { AddKeyForm } from './add-key-form.tsx';
import { KeyItem } from './key-item.tsx';
import { PlaintextKeys } from './plaintext-keys.tsx';
import '../parts/item-card.css';
import './keys.css';

export function KeysScreen({ startAdding }: { readonly startAdding: boolean }) {
  const { navigation, text } = useApp();
  const keys = useSlices((slices) => slices.accessKeys);
  const plaintext = useSlices((slices) => slices.awsFiles.plaintextKeys.length);
  const [adding, setAdding] = useState(startAdding);
  const [testFirst, setTestFirst] = useState<string | null>(null);
  return (
    <Screen
      title={text.keys.title}
      onBack={() => (adding && !startAdding ? setAdding(false) : navigation.back())}
      actions={
        !adding &&
        keys.length + plaintext > 0 && (
          <Button
            icon={<Plus size={15} aria-hidden="true" />}
            label={text.keys.add}
            onClick={() => setAdding(true)}
          />
        )
      }
    >
      {adding && (
        <AddKeyForm
          onAdded={(id) => {
            setAdding(false);
            setTestFirst(id);
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {keys.length > 0 && (
        <ul className="item-cards" aria-label={text.keys.title}>
          {keys.map((key) => (
            <KeyItem key={key.id} accessKey={key} testNow={key.id === testFirst} />
          ))}
        </ul>
      )}
      {!adding && <PlaintextKeys />}
      {keys.length === 0 && plaintext === 0 && !adding && (
        <Empty
          title={text.keys.empty}
          hint={text.keys.emptyHint}
          action={<Button look="primary" label={text.keys.add} onClick={() => setAdding(true)} />}
        />
      )}
    </Screen>
  );
}
