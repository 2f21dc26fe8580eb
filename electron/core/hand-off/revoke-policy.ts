/**
 * Denies everything to one session, as long as it can live: attached to the role (or to the federated user's own IAM
 * user) it takes back what was handed over. `aws:userid` of a role session is `ROLE-ID:SESSION-NAME`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @param expiresAt epoch ms; after it the policy does nothing more.
 */
export function revokePolicyFor(sessionName: string, expiresAt: number) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RevokeHandedOverSession',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: {
          StringLike: { 'aws:userid': `*:${sessionName}` },
          DateLessThan: { 'aws:CurrentTime': new Date(expiresAt).toISOString() },
        },
      },
    ],
  };
}
