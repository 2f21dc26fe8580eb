/** What a person would do in a scene. */

export const settle = () => new Promise((resolve) => setTimeout(resolve, 350));

/** Waits for what a lazily loaded part draws. */
export async function until(selector: string): Promise<Element> {
  for (;;) {
    const element = document.querySelector(selector);
    if (element !== null) return element;
    await settle();
  }
}

export function press(name: string): void {
  document.querySelector<HTMLElement>(`[aria-label="${CSS.escape(name)}"]`)?.click();
}

export function pressText(label: string): void {
  const all = [...document.querySelectorAll<HTMLElement>('button, summary, [role="menuitem"]')];
  all.find((element) => element.textContent?.trim().startsWith(label))?.click();
}

export function type(selector: string, value: string): void {
  const input = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  if (input === null) return;
  const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(input, value);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

export function typeInto(label: string, value: string): void {
  const named = [...document.querySelectorAll('label')].find((element) => element.textContent === label);
  const id = named?.getAttribute('for');
  if (id) type(`#${CSS.escape(id)}`, value);
}
