import type { DnsRecord, Lights } from '../../../../src/features/domains/contract.ts';
import { Card } from '../../ui/page.tsx';
import { LIGHT_ORDER, LIGHT_TITLES, LIGHT_WORDS } from './domain-words.ts';
import { LightIcon } from './light-icon.tsx';

/** The name, its certificate and its pages: how each stands, and what to do about it. */
export function ThreeLights({ lights, records }: { lights: Lights; records: readonly DnsRecord[] }) {
  return (
    <Card>
      <ul className="grid divide-line max-md:divide-y md:grid-cols-3 md:divide-x" aria-live="polite">
        {LIGHT_ORDER.map((name) => {
          const { state, text, advice } = lights[name];
          // Said in full at the record itself, which stands below.
          const record = records.find((one) => one.text === advice);
          return (
            <li key={name} className="flex gap-3 p-4">
              <LightIcon state={state} className="mt-px size-5" />
              <div className="min-w-0 text-sm">
                <h3 className="flex flex-wrap items-baseline gap-x-2">
                  {LIGHT_TITLES[name]}
                  <span className="font-normal text-ink-3 text-xs">{LIGHT_WORDS[state]}</span>
                </h3>
                <p className="mt-0.5 text-ink-2">{text}</p>
                {advice !== null && (
                  <p className="mt-1.5 text-ink">
                    {record === undefined ? advice : `What to do stands at the ${record.type} record below.`}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** The same in a row of a list. */
export function LightsInRow({ lights }: { lights: Lights }) {
  return (
    <ul className="flex gap-4">
      {LIGHT_ORDER.map((name) => (
        <li key={name} className="flex items-center gap-1.5 text-xs" title={lights[name].text}>
          <LightIcon state={lights[name].state} className="size-4" />
          <span className="text-ink-2">{LIGHT_TITLES[name]}</span>
          <span className="sr-only">: {LIGHT_WORDS[lights[name].state]}.</span>
        </li>
      ))}
    </ul>
  );
}
