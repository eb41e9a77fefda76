import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { ago, exactTime, humanize } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { STATE_WORDS } from '../domains/domain-words.ts';
import { detailWords, limitWords, verbWords } from './console-words.ts';
import { Part, Row, Rows } from './part.tsx';

const emptyIf = (rows: readonly unknown[], text: string) => (rows.length === 0 ? text : undefined);

/** Domains, members, flags, limits and what operators did. */
export function TenantParts({ tenant }: { tenant: TenantDetail }) {
  const now = useNow();
  const { domainList, memberList, flags, limits, audit } = tenant;
  return (
    <div className="mt-8 grid items-start gap-8 lg:grid-cols-2">
      <Part title="Domains" empty={emptyIf(domainList, 'None of its own.')}>
        <Rows>
          {domainList.map(({ host, surface, state, checkedAt }) => (
            <Row
              key={host}
              title={<span className="break-all">{host}</span>}
              about={`${surface === 'app' ? 'Workspace' : 'Public pages'}, ${
                checkedAt === null ? 'not looked at yet' : `checked ${ago(checkedAt, now)}`
              }`}
            >
              <DomainBadge state={state} />
            </Row>
          ))}
        </Rows>
      </Part>
      <Part title="Members" empty={emptyIf(memberList, 'Nobody.')}>
        <Rows>
          {memberList.map(({ name, email, role, disabled }) => (
            <Row key={email} title={name} about={<span className="break-all">{email}</span>}>
              <span className="flex gap-1.5">
                {disabled && <Badge tone="bad">Disabled</Badge>}
                <Badge>{humanize(role)}</Badge>
              </span>
            </Row>
          ))}
        </Rows>
      </Part>
      <Part title="Flags" empty={emptyIf(flags, 'None.')}>
        <Rows>
          {flags.map(({ key, on, why }) => (
            <Row key={key} title={<span className="font-mono text-xs">{key}</span>} about={why}>
              <Badge tone={on ? 'good' : 'neutral'}>{on ? 'On' : 'Off'}</Badge>
            </Row>
          ))}
        </Rows>
      </Part>
      <Part title="Limits" empty={emptyIf(Object.keys(limits), 'Not known.')}>
        <Rows>
          {Object.entries(limits).map(([name, value]) => {
            const { title, figure } = limitWords(name, value);
            return (
              <Row key={name} title={title}>
                {figure}
              </Row>
            );
          })}
        </Rows>
      </Part>
      <div className="lg:col-span-2">
        <Part title="What operators did" empty={emptyIf(audit, 'Nothing yet.')}>
          <Rows>
            {audit.map(({ at, operator, verb, detail }) => (
              <Row key={`${at} ${verb}`} title={verbWords(verb)} about={detailWords(detail)}>
                <span className="block text-ink-2 text-xs">{operator}</span>
                <time dateTime={at} title={exactTime(at)} className="text-ink-3 text-xs">
                  {ago(at, now)}
                </time>
              </Row>
            ))}
          </Rows>
        </Part>
      </div>
    </div>
  );
}

const isState = (text: string): text is keyof typeof STATE_WORDS => Object.hasOwn(STATE_WORDS, text);

const DomainBadge = ({ state }: { state: string }) =>
  isState(state) ? (
    <Badge tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].word}</Badge>
  ) : (
    <Badge>{humanize(state)}</Badge>
  );
