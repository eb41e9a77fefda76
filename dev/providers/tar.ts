/** Size of a header and of a data block (POSIX ustar, IEEE Std 1003.1, pax). */
const BLOCK = 512;

/** One regular file of an archive. */
export interface TarFile {
  name: string;
  data: Buffer;
}

const field = (block: Buffer, from: number, length: number): string =>
  block.toString('latin1', from, from + length).replace(/\0.*$/s, '');

/** The regular files of an uncompressed tar archive; pax and GNU extension headers are left out. */
export function untar(archive: Buffer): TarFile[] {
  const files: TarFile[] = [];
  let at = 0;
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK);
    const name = field(header, 0, 100);
    if (name === '') break;
    const prefix = field(header, 345, 155);
    const size = Number.parseInt(field(header, 124, 12).trim() || '0', 8);
    const type = field(header, 156, 1);
    if (type === '' || type === '0') {
      files.push({
        name: prefix === '' ? name : `${prefix}/${name}`,
        data: archive.subarray(at + BLOCK, at + BLOCK + size),
      });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
