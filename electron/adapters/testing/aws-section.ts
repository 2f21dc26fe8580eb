import { type Result, succeed } from '../../../shared/result.ts';

/** A section of one key, added to the end or brought to this value; enough to write with. */
export function withSection(name: string, value: string): (text: string) => Result<string> {
  return (text) => {
    const section = `[profile ${name}]\nvalue = ${value}\n`;
    const found = new RegExp(`^\\[profile ${name}\\]\\nvalue = .*\\n`, 'm');
    if (found.test(text)) return succeed(text.replace(found, section));
    return succeed(text === '' || text.endsWith('\n') ? text + section : `${text}\n${section}`);
  };
}
