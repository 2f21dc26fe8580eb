/** Where a 64-bit executable says where its signature is: https://learn.microsoft.com/en-us/windows/win32/debug/pe-format */
const headerAddress = 0x3c;
const optionalHeader = 24;
const plus = 0x20b;
const certificateTable = 112 + 4 * 8;

/**
 * A Windows executable without its Authenticode signature, as `signtool remove /s` leaves it. signtool comes with the
 * Windows SDK, in a folder with a version in its name; this is all that it does.
 *
 * @param executable the bytes of a 64-bit executable, which stay as they are
 */
export function withoutSignature(executable) {
  const header = executable.readUInt32LE(headerAddress);
  const isExecutable = executable.toString('latin1', header, header + 4) === 'PE\0\0';
  if (!isExecutable || executable.readUInt16LE(header + optionalHeader) !== plus)
    throw new Error('This is no 64-bit executable for Windows.');
  const entry = header + optionalHeader + certificateTable;
  const [start, size] = [executable.readUInt32LE(entry), executable.readUInt32LE(entry + 4)];
  if (size === 0) return executable;
  // Signing puts it at the end; anything behind it is not ours to throw away.
  if (start + size !== executable.length) throw new Error('Something follows the signature.');
  const unsigned = Buffer.from(executable.subarray(0, start));
  unsigned.fill(0, entry, entry + 8);
  return unsigned;
}
