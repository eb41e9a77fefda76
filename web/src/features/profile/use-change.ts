import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Profile } from '../../../../src/features/prospects/profile-contract.ts';
import { toastFailure, toastUndo } from '../../ui/toast.ts';
import { insiderKey } from './insider/use-insider.ts';
import { profileKey } from './use-profile.ts';

/** A change of a profile by hand: shown at once, sent, and replaced by the profile that the API answers. */
export interface Change {
  send: () => Promise<Profile>;
  /** The profile as it will be, as far as that is certain. */
  shown: (profile: Profile) => Profile;
  failed: string;
  /** What the toast says once it has arrived; null for one that takes another back. */
  done: string | null;
  /** What takes it back, given the profile from before. */
  undo: (before: Profile) => Change;
}

/** One change after another for each person, and the last answer stands. */
export function useChange(prospectId: string) {
  const queries = useQueryClient();
  const key = profileKey(prospectId);
  const name = ['profile-change', prospectId];
  const mutation = useMutation({
    mutationKey: name,
    scope: { id: name.join() },
    mutationFn: (change: Change) => change.send(),
    onMutate: async (change) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Profile>(key);
      if (before !== undefined) queries.setQueryData(key, change.shown(before));
      return { before };
    },
    onSuccess: (profile, change, { before }) => {
      // Another change is on its way and shown already: its own answer holds this one as well.
      if (queries.isMutating({ mutationKey: name }) === 1) queries.setQueryData(key, profile);
      void queries.invalidateQueries({ queryKey: insiderKey(prospectId) });
      if (change.done === null || before === undefined) return;
      toastUndo(change.done, name.join(), () => mutation.mutate(change.undo(before)));
    },
    onError: (error, change, context) => {
      if (context?.before !== undefined) queries.setQueryData(key, context.before);
      void queries.invalidateQueries({ queryKey: key });
      toastFailure(change.failed, error);
    },
  });
  return mutation;
}
