/** Kept for the tab only, and not in the address: an e-mail address does not belong into a history. */
const KEY = 'edgewise.signed-up';

export interface SignedUp {
  email: string;
  /** Address of the new workspace, where the answer named one. */
  url: string | null;
}

export function keepSignUp(signedUp: SignedUp): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(signedUp));
  } catch {
    // The next screen then speaks without the address.
  }
}

export function keptSignUp(): SignedUp | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return typeof kept === 'object' && kept !== null && 'email' in kept ? (kept as SignedUp) : null;
  } catch {
    return null;
  }
}
