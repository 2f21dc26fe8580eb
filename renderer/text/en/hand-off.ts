import { number, plural } from './writing.ts';

/** Words for the ways out of Keycutter: the AWS console, and handing a session to somebody else. */
export const handOff = {
  console: {
    at: 'Console at',
    services: 'Service',
    otherBrowser: 'In another browser',
    lastUsed: 'The profile used last',
    looking: 'Looking for browsers…',
    noBrowser: 'No other browser was found',
    never: 'AWS signs no session of this kind in. A role’s session can.',
  },

  handOff: {
    menu: 'Hand off…',
    title: (name: string) => `Hand off ${name}`,
    body: 'A new session for somebody else, with no more than you choose.',
    recipient: 'Who gets it',
    recipientPlaceholder: 'jo@example.com',
    recipientHelp: 'Shown in CloudTrail as the session’s name.',
    duration: 'For how long',
    hourOnly: 'AWS ends it after an hour: another session asks for it.',
    roleMaximum: (maximum: string) => `This role gives at most ${maximum}.`,
    template: 'What they may do',
    templates: {
      'read-bucket': 'Read one S3 bucket',
      'write-prefix': 'Write to one prefix of a bucket',
      'read-log-group': 'Read one CloudWatch log group',
      'read-everything': 'Read everything',
      everything: 'All that this profile may do',
      own: 'A policy of your own',
    },
    templateHelp: {
      'read-bucket': 'Lists the bucket and reads its objects.',
      'write-prefix': 'Puts objects there. Reads and deletes none.',
      'read-log-group': 'Reads its events and runs queries on them.',
      'read-everything': 'AWS’s policy ReadOnlyAccess: reads data in every service this profile can reach.',
      everything: '',
      own: 'They may do what both this profile and the policy allow.',
    },
    fixed: 'This profile has a session policy of its own, and AWS takes only one. They get what that allows.',
    everythingWarning: 'Nothing is narrowed: they may do all that you may do with this profile.',
    bucket: 'Bucket',
    bucketPlaceholder: 'reports-2026',
    prefix: 'Prefix',
    prefixPlaceholder: 'incoming/',
    prefixHelp: 'Every key that begins with it.',
    logGroup: 'Log group',
    logGroupPlaceholder: '/aws/lambda/importer',
    region: 'Region',
    own: 'Policy',
    ownPlaceholder: '{ "Version": "2012-10-17", "Statement": [ … ] }',
    preview: 'The session policy',
    copyPolicy: 'Copy session policy',
    format: 'Their shell or file',
    submit: 'Make and copy',
    submitting: 'Asking AWS',
    correct: (count: number) =>
      plural(count, 'One field needs correcting.', `${number(count)} fields need correcting.`),

    doneTitle: (recipient: string) => `Ready for ${recipient}`,
    copied: (format: string) =>
      `The session is on the clipboard, for ${format}. Send it over a channel you trust.`,
    endsAt: (date: string, time: string, left: string) =>
      `It ends on ${date} at ${time}, in ${left}, and does not renew.`,
    unset: 'The snippet has the lines that unset it too.',
    stop: 'Stop does not take it back.',
    revoke: (on: string) => `To take it back, attach this policy to ${on} in IAM:`,
    userOfKey: (keyName: string) => `the IAM user of ${keyName}`,
    revokeHint: 'It denies this one session and no other. Once that has ended, it can go.',
    revokeOwnHint:
      'The identity provider named the session after you: this denies your own sessions of the role too.',
    noRevoke: 'Nothing but time ends it.',
    copyRevoke: 'Copy revoking policy',
    done: 'Done',
    out: (recipient: string, until: string) => `Handed to ${recipient} until ${until}.`,
  },
};
