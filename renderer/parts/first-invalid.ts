/** After a try with wrong fields: the first of them has the focus, and is in sight. */
export function focusFirstInvalid(form: Element | null): void {
  // The sentences and marks are drawn only after this.
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
