// `icon@2x.png` and `package@1.0.0-beta.next` are none; nor is the user of an URL, as `git@` is that of a clone.
const ADDRESS =
  /(?<![\p{L}\p{N}._%+'-]|\/\/)[\p{L}\p{N}._%+'-]+@(?!v?\d+\.\d|\d+x\b)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu;
const MACHINE = /\[bot\]|^(no-?reply|git)@/i;

/** Whether a name or an e-mail address is a machine's: nobody's personal data, and actors are told apart by it. */
export function isMachineName(text: string): boolean {
  return MACHINE.test(text);
}

/**
 * Replaces the e-mail addresses of persons within a text. The engine does it to
 * all that it stores, so no fact may depend on what such an address is.
 */
export function replaceAddresses(
  text: string,
  replace: (address: string) => string,
): string {
  if (!text.includes('@')) return text;
  return text.replace(ADDRESS, address =>
    isMachineName(address) ? address : replace(address),
  );
}
