/** Pages of ours that the person's own browser shows for a moment. */
export const pages = {
  opening: 'Opening the page…',
  oneVisit: 'This page was for one visit. Open it again in Keycutter.',
  stray: { title: 'This page belongs to no sign-in', body: 'Sign in from Keycutter.' },
  done: { title: 'Back to Keycutter', body: 'You can close this tab and go back to Keycutter.' },
  refused: {
    title: 'The sign-in was not allowed',
    body: 'You can close this tab and go back to Keycutter.',
  },
};
