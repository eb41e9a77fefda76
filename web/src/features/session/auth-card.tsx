import type { ReactNode } from 'react';
import { Wordmark } from '../../ui/logo.tsx';

interface AuthCardProps {
  title: ReactNode;
  about?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}

/** The frame of every screen before sign-in: one card, one thing to do. */
export function AuthCard({ title, about, children, foot }: AuthCardProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12dvh] pb-12">
      <Wordmark className="mb-8" />
      <div className="w-full max-w-[400px] rounded-xl border border-line bg-surface p-6 sm:p-8">
        <h1 className="text-xl">{title}</h1>
        {about !== undefined && <div className="mt-2 text-ink-2 text-sm">{about}</div>}
        {children !== undefined && <div className="mt-6">{children}</div>}
      </div>
      {foot !== undefined && <div className="mt-6 text-center text-ink-2 text-sm">{foot}</div>}
    </main>
  );
}

/** Links within running text. */
export const textLink = 'font-medium text-accent-ink underline-offset-2 hover:underline';
