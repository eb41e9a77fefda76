/** An upload that is not whole yet, as the browser remembers it over a reload. The file itself it cannot keep. */
export interface KeptUpload {
  id: string;
  name: string;
  bytes: number;
  /** When the file was last changed, as the browser tells it: another time is another file. */
  lastModified: number;
}

const KEY = 'edgewise.upload';

const isKept = (value: unknown): value is KeptUpload =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string' &&
  'bytes' in value &&
  typeof value.bytes === 'number' &&
  'lastModified' in value &&
  typeof value.lastModified === 'number';

/** What is remembered; null where that is nothing, or nothing one can read. */
export function readKept(text: string | null): KeptUpload | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

export function keptUpload(): KeptUpload | null {
  try {
    return readKept(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function keepUpload(upload: KeptUpload | null): void {
  try {
    if (upload === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(upload));
  } catch {
    // Then an upload cannot be taken up after a reload.
  }
}

/** Whether a file is the one of which parts were sent already. */
export const isSameFile = (kept: KeptUpload, file: Pick<File, 'name' | 'size' | 'lastModified'>): boolean =>
  kept.name === file.name && kept.bytes === file.size && kept.lastModified === file.lastModified;
