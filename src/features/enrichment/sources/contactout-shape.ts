import * as z from 'zod';

const text = z.string().nullish();
const texts = z
  .union([z.array(z.string()), z.string()])
  .nullish()
  .transform((list) => (typeof list === 'string' ? [list] : (list ?? [])).filter((one) => one.trim() !== ''));

const experience = z.object({ title: text, company_name: text, is_current: z.boolean().nullish() });
const education = z.object({ degree: text, field_of_study: text, school_name: text });

/**
 * A profile. The documentation's table names its fields in camelCase, its example in snake_case, so both are read;
 * the status of the work addresses is an object keyed by address, or an empty list where there are none.
 */
const raw = z.object({
  url: text,
  linkedinUrl: text,
  full_name: text,
  fullName: text,
  headline: text,
  industry: text,
  email: texts,
  work_email: texts,
  workEmail: texts,
  personal_email: texts,
  personalEmail: texts,
  work_email_status: z.union([z.record(z.string(), z.string()), z.array(z.unknown())]).nullish(),
  phone: texts,
  company: z.object({ name: text, domain: text, industry: text }).nullish(),
  location: text,
  country: text,
  seniority: text,
  experience: z.array(experience).nullish(),
  education: z.array(education).nullish(),
});

const schooling = (one: z.output<typeof education>): string => {
  const subject = [one.degree, one.field_of_study].filter(Boolean).join(', ');
  return [subject, one.school_name].filter(Boolean).join(' at ');
};

export const contactoutProfile = raw.transform((p) => ({
  url: p.url ?? p.linkedinUrl ?? null,
  name: p.full_name ?? p.fullName ?? null,
  headline: p.headline,
  industry: p.industry,
  emails: p.email,
  workEmails: p.work_email.length > 0 ? p.work_email : p.workEmail,
  personalEmails: p.personal_email.length > 0 ? p.personal_email : p.personalEmail,
  workEmailStatus: Array.isArray(p.work_email_status) ? {} : (p.work_email_status ?? {}),
  phones: p.phone,
  company: p.company,
  location: p.location,
  country: p.country,
  seniority: p.seniority,
  experience: p.experience ?? [],
  education: (p.education ?? []).map(schooling).filter((one) => one !== ''),
}));
export type ContactoutProfile = z.output<typeof contactoutProfile>;

/** The documentation's own placeholder, which a blocked key is answered with whoever is asked for. */
export const isSample = (p: ContactoutProfile): boolean =>
  p.name === 'Example Person' || /\/in\/example-person\/?$/.test(p.url ?? '');
