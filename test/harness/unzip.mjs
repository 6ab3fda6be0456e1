import fs from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Unpacks a zip file, which a VSIX is. For archives that we packed ourselves: no encryption, no zip64. Layout of the records: APPNOTE.TXT
 * of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16.
 * @param {string} archive
 * @param {string} folder
 * @returns {string[]} the names of the files, with forward slashes
 */
export function unzip(archive, folder) {
  const bytes = fs.readFileSync(archive);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || bytes.readUInt32LE(end) !== endOfDirectory) throw new Error(`${archive} is no zip file`);
  const names = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== directoryEntry) throw new Error(`${archive} has a broken directory`);
    const nameLength = bytes.readUInt16LE(at + 28);
    const otherLength = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) {
      names.push(name);
      writeFile(path.join(folder, name), contentOf(bytes, at));
    }
    at += 46 + nameLength + otherLength;
  }
  return names;
}

/** @param {Buffer} bytes @param {number} entry offset of a file's record in the directory */
function contentOf(bytes, entry) {
  const method = bytes.readUInt16LE(entry + 10);
  const packedLength = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + packedLength);
  return method === 0 ? packed : inflateRawSync(packed);
}

/** @param {string} file @param {Buffer} content */
function writeFile(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}
