/** The pages that a person's browser meets; they stand for the access portal. */

interface Question {
  /** Where the form is posted. */
  readonly action: string;
  /** The form's hidden field, and its value. */
  readonly field: readonly [name: string, value: string];
  readonly clientName: string;
  /** Shown for the person to compare. */
  readonly userCode: string | null;
  readonly userNames: readonly string[];
}

/** A form with `user` and `decision` (`approve` or `deny`). */
export function questionPage({ action, field, clientName, userCode, userNames }: Question): string {
  const options = userNames.map((name) => `<option>${escapeHtml(name)}</option>`).join('');
  const compare =
    userCode === null
      ? ''
      : `<p>Compare this code: <strong id="user-code">${escapeHtml(userCode)}</strong></p>`;
  return page(
    'Allow access?',
    `<p><strong>${escapeHtml(clientName)}</strong> wants access to your AWS accounts.</p>${compare}
<form method="post" action="${action}">
<input type="hidden" name="${field[0]}" value="${escapeHtml(field[1])}">
<p><label>Signed in as <select name="user">${options}</select></label></p>
<p><button name="decision" value="approve">Allow access</button> <button name="decision" value="deny">Deny</button></p>
</form>`,
  );
}

export function codePage(): string {
  return page(
    'Enter the code',
    '<form method="get" action="/device"><p><label>Code <input name="user_code" autofocus></label> <button>Next</button></p></form>',
  );
}

export function sentencePage(title: string, sentence: string): string {
  return page(title, `<p>${escapeHtml(sentence)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>AWS stand-in: ${title}</title><h1>${title}</h1>${body}</html>\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
