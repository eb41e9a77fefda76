import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { rootUrl } from '../site/addresses.ts';

/** Ends the look into another's workspace and goes back to the console. */
export async function endImpersonation(appDomain: string): Promise<void> {
  try {
    await post('/api/auth/sign-out');
  } catch (error) {
    toastFailure('You are still looking at this workspace', error);
    return;
  }
  location.replace(rootUrl(appDomain, location.protocol, '/console'));
}
