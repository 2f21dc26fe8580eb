/** What a person would do in a scene, whatever language it is played in. */

import { en, type Text } from '../text/text.ts';

/** Words of the catalogue, as a scene names what it presses. */
type Words = (text: Text) => string;

let text: Text = en;
let pause = 350;
const longest = 15_000;

/** The words that the window is drawn with, and how long a step may take to be drawn, ms. */
export function speak(spoken: Text, milliseconds = 350): void {
  text = spoken;
  pause = milliseconds;
}

export const settle = () => new Promise((resolve) => setTimeout(resolve, pause));

/** Waits for what a lazily loaded part draws. */
export async function until(selector: string): Promise<Element> {
  for (let waited = 0; waited < longest; waited += pause) {
    const element = document.querySelector(selector);
    if (element !== null) return element;
    await settle();
  }
  throw new Error(`The scene waits in vain for ${selector}.`);
}

/** What has this name. */
export function named(words: Words, kind = ''): HTMLElement | null {
  return document.querySelector<HTMLElement>(`${kind}[aria-label="${CSS.escape(words(text))}"]`);
}

/** Presses what has this name, which has to be there. */
export function press(words: Words): void {
  const element = named(words);
  if (element === null) throw new Error(`The scene finds nothing named “${words(text)}”.`);
  element.click();
}

/** Opens a menu by its button. */
export async function openMenu(words: Words): Promise<void> {
  press(words);
  await until('[role="menu"]');
}

export function pressText(words: Words): void {
  if (!pressFirst((label) => label.startsWith(words(text)))) {
    throw new Error(`The scene finds nothing that begins with “${words(text)}”.`);
  }
}

/** Where the words count something. */
export function pressCounted(words: (text: Text, count: number) => string): void {
  const all = new Set(Array.from({ length: 10_000 }, (_, count) => words(text, count)));
  if (!pressFirst((label) => all.has(label))) {
    throw new Error(`The scene finds nothing like “${words(text, 1)}”.`);
  }
}

/** Answers whether there was one. */
function pressFirst(isIt: (label: string) => boolean): boolean {
  const all = [...document.querySelectorAll<HTMLElement>('button, summary, [role="menuitem"]')];
  const first = all.find((element) => isIt(element.textContent?.trim() ?? ''));
  first?.click();
  return first !== undefined;
}

/** What stands under a title of a group. */
export function groupTitled(words: Words): Element | undefined {
  return [...document.querySelectorAll('.group-title')].find((title) => title.textContent === words(text));
}

export function type(selector: string, value: string): void {
  const input = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  if (input === null) return;
  const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(input, value);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

export function typeInto(label: Words, value: string): void {
  const field = [...document.querySelectorAll('label')].find(
    (element) => element.textContent === label(text),
  );
  const id = field?.getAttribute('for');
  if (id) type(`#${CSS.escape(id)}`, value);
}
