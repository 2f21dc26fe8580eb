/** An account id in the groups AWS's own console uses: 4210-9876-5432. Other text comes back as it is. */
export function formatAccount(account: string): string {
  return /^\d{12}$/.test(account)
    ? `${account.slice(0, 4)}-${account.slice(4, 8)}-${account.slice(8)}`
    : account;
}
