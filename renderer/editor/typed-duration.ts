import { formatDuration } from '../../shared/duration-text.ts';

/**
 * A duration as a form keeps it, in one spelling whatever language is spoken: the field spells it for the person
 * (duration-field.tsx), and reads what they type in any.
 */
export function typedDuration(seconds: number): string {
  return formatDuration(seconds, 'en');
}
