import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { tellOtherTabs } from './session-channel.ts';

/** Ends the session here and in every tab of this host. */
export async function signOut(): Promise<void> {
  try {
    await post('/api/auth/sign-out');
  } catch (error) {
    toastFailure('You are still signed in', error);
    return;
  }
  tellOtherTabs('signed-out');
  location.replace('/sign-in');
}
