import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Wordmark } from '../../ui/logo.tsx';
import { OpenWorkspace } from './open-workspace.tsx';
import { SampleProfile } from './sample-profile.tsx';

const POINTS = [
  {
    title: 'Every value has an origin',
    text: 'Source, age and confidence stand beside each field. Values that lost are kept, and can be looked at.',
  },
  {
    title: 'Five sources, side by side',
    text: 'Apollo, ContactOut, Exa, SEC filings and Claude run at once. One that fails never holds up the others.',
  },
  {
    title: 'Imports that add up',
    text: 'Rows in equal rows out: created, updated, unchanged or refused with a reason, in a file you can fix.',
  },
];

/** The product's own front door: what it is, a new workspace, or the way to one's own. */
export function LandingScreen() {
  useTitle('Know who is worth a conversation');
  return (
    <div className="min-h-dvh">
      <header className="mx-auto flex h-16 max-w-[1120px] items-center justify-between px-4 md:px-8">
        <Wordmark />
        <nav aria-label="Start" className="flex items-center gap-1">
          <Link to="/docs" className={buttonClass('ghost', 'md', 'max-sm:hidden')}>
            API
          </Link>
          <a href="#open" className={buttonClass('ghost')}>
            Sign in
          </a>
          <Link to="/sign-up" className={buttonClass('secondary', 'md', 'max-sm:hidden')}>
            Create a workspace
          </Link>
        </nav>
      </header>
      <main className="mx-auto max-w-[1120px] px-4 md:px-8">
        <section className="grid items-center gap-12 py-12 md:py-20 grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_480px]">
          <div>
            <h1 className="text-2xl sm:text-3xl">Know who is worth a conversation, and why</h1>
            <p className="mt-5 max-w-[48ch] text-ink-2 text-md">
              Edgewise turns a list of names into researched profiles: who they are, what they own, what they did last
              week, and where each fact comes from.
            </p>
            <div className="mt-8 flex flex-wrap gap-3">
              <Link to="/sign-up" className={buttonClass('primary', 'lg')}>
                Create a workspace
                <ArrowRight aria-hidden="true" />
              </Link>
              <a href="#open" className={buttonClass('secondary', 'lg')}>
                Open yours
              </a>
            </div>
          </div>
          <SampleProfile />
        </section>
        <ul className="grid gap-8 border-t py-12 md:grid-cols-3">
          {POINTS.map(({ title, text }) => (
            <li key={title}>
              <h2 className="text-base">{title}</h2>
              <p className="mt-2 text-ink-2 text-sm">{text}</p>
            </li>
          ))}
        </ul>
        <section id="open" className="scroll-mt-8 border-t py-12">
          <OpenWorkspace />
        </section>
      </main>
      <footer className="mx-auto max-w-[1120px] px-4 md:px-8">
        <div className="flex justify-between border-t py-6 text-ink-3 text-xs">
          <span>Edgewise</span>
          <Link to="/docs" className="rounded-sm hover:text-ink hover:underline">
            API reference
          </Link>
        </div>
      </footer>
    </div>
  );
}
