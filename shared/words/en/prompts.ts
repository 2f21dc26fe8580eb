/** Notifications that a program waits for the person. Names are of profiles and sign-ins. */
export const prompts = {
  code: (name: string) => ({
    title: `MFA code for ${name}`,
    body: 'A program needs its next session. Open Keycutter to enter the code.',
  }),
  approval: (name: string) => ({
    title: `${name} is wanted`,
    body: 'A program asks for its credentials. Open Keycutter to allow it.',
  }),
  signIn: (name: string, profiles: readonly string[]) => ({
    title: `Sign-in wanted: ${name}`,
    body: `A program needs ${profiles.join(', ')}. Open Keycutter to sign in.`,
  }),
};
